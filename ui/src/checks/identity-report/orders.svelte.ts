import type { Backend } from '../../backend';
import type { FileProgress, Order, OrderChanged, OrderReport, OrderState, ReportFormat, Resolution } from '../../bindings';
import { isOpen } from './order-states';

type SavedOrder = Order & { state: Extract<OrderState, { kind: 'saved' }> };

function isSaved(order: Order): order is SavedOrder {
  return order.state.kind === 'saved';
}

/** Whether the order cannot have been billed. */
function isFree(state: OrderState): boolean {
  return (state.kind === 'notSent' || state.kind === 'refused') && state.failure.billing === 'notBilled';
}

/** The report orders of all subjects, newest first. Orders belong to one company if the core folds their subjects alike. */
export class Orders {
  all = $state.raw<Order[]>([]);
  placingFor = $state<string | null>(null);
  progress = $state.raw<Record<number, FileProgress>>({});
  /** Reports saved since the person was last told. */
  justSaved = $state(0);

  #epoch = 0;
  /** News of a session whose list of orders is still on its way. */
  #early: OrderChanged[] = [];

  constructor(private readonly backend: Pick<Backend, 'orderReport' | 'resolveOrder' | 'followOrder'>) {}

  of(folded: string | null): Order[] {
    return this.all.filter((order) => order.folded === folded);
  }

  ofOthers(folded: string | null): Order[] {
    return this.all.filter((order) => order.folded !== folded);
  }

  isPlacing(subject: string | null): boolean {
    return subject !== null && this.placingFor === subject;
  }

  /** The open order of this account that rules out another one. */
  openOrder(folded: string | null, format: ReportFormat): Order | undefined {
    return this.#open(folded, format).find(({ ofThisAccount }) => ofThisAccount);
  }

  /** The latest order of this account for the report that may have been billed, if it ended without one. */
  endedWithout(folded: string | null, format: ReportFormat): Order | undefined {
    const latest = this.of(folded).find((order) => order.format === format && order.ofThisAccount && !isFree(order.state));
    return latest && ['failed', 'givenUp', 'notPlaced'].includes(latest.state.kind) ? latest : undefined;
  }

  /** Open orders for the same report by other accounts. */
  openElsewhere(folded: string | null, format: ReportFormat): Order[] {
    return this.#open(folded, format).filter(({ ofThisAccount }) => !ofThisAccount);
  }

  /** The open orders of this account, which no other account could resume. */
  get openHere(): Order[] {
    return this.all.filter((order) => order.ofThisAccount && isOpen(order.state));
  }

  /** The report saved last, whoever ordered it, preferably in this format. */
  saved(folded: string | null, format: ReportFormat): SavedOrder | undefined {
    const saved = this.of(folded).filter(isSaved);
    return saved.find((order) => order.format === format) ?? saved[0];
  }

  /** Handles the event of an order's new state. News of a session that is closed is ignored. */
  onChanged(news: OrderChanged): void {
    if (news.epoch === this.#epoch) this.update(news.order);
    else if (news.epoch > this.#epoch) this.#early.push(news);
  }

  /** Takes an order's new state, whether from an event or a command's reply, whichever arrives first. */
  update(order: Order): void {
    const known = this.all.find(({ id }) => id === order.id);
    this.all = [...this.all.filter(({ id }) => id !== order.id), newer(known, order)].sort((a, b) => b.id - a.id);
    const { [order.id]: _, ...others } = this.progress;
    this.progress = others;
    if (order.state.kind === 'saved' && known?.state.kind !== 'saved') this.justSaved += 1;
  }

  /** Takes the list of all orders, which may be older than news of one of them. */
  setSession(epoch: number, orders: Order[]): void {
    const known = new Map(epoch === this.#epoch ? this.all.map((order) => [order.id, order]) : []);
    if (epoch !== this.#epoch) {
      this.progress = {};
      this.justSaved = 0;
    }
    this.#epoch = epoch;
    this.all = orders.map((order) => newer(known.get(order.id), order)).sort((a, b) => b.id - a.id);
    for (const news of this.#early.splice(0)) this.onChanged(news);
  }

  /** Drops an order that was deleted from the record. */
  forget(order: number): void {
    this.all = this.all.filter(({ id }) => id !== order);
  }

  /** Places a paid order; a second click meanwhile does nothing. Throws a `BackendError`. */
  async place(request: OrderReport): Promise<void> {
    if (this.placingFor !== null) return;
    this.placingFor = request.subject;
    try {
      await this.#hear(this.backend.orderReport(request));
    } finally {
      this.placingFor = null;
    }
  }

  /** Closes an order as the person says, or resumes it by its number. Throws a `BackendError`. */
  async resolve(order: number, resolution: Resolution): Promise<void> {
    await this.#hear(this.backend.resolveOrder({ order, resolution }));
  }

  /** Resumes an order that is on hold or was given up; never billed. Throws a `BackendError`. */
  async follow(order: number): Promise<void> {
    await this.#hear(this.backend.followOrder(order));
  }

  async #hear(reply: Promise<Order>): Promise<void> {
    const epoch = this.#epoch;
    const order = await reply;
    if (epoch === this.#epoch) this.update(order);
  }

  #open(folded: string | null, format: ReportFormat): Order[] {
    return this.of(folded).filter((order) => order.format === format && isOpen(order.state));
  }
}

/** The later of two states of an order. */
function newer(known: Order | undefined, order: Order): Order {
  return known && known.step > order.step ? known : order;
}
