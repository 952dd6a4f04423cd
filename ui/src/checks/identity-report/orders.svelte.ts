import type { Backend } from '../../backend';
import type { Order, OrderReport, ReportFormat, Resolution, OrderState } from '../../bindings';

/** Whether the order may still become a report, so that a second one could charge twice. */
export function isOpen(state: OrderState): boolean {
  switch (state.kind) {
    case 'intent':
    case 'sending':
    case 'accepted':
    case 'polling':
    case 'ready':
    case 'unknown':
      return true;
    case 'saved':
    case 'refused':
    case 'notSent':
    case 'failed':
    case 'notPlaced':
    case 'replaced':
      return false;
    default:
      return state satisfies never;
  }
}

/** The orders for reports, of all subjects, newest first. */
export class Orders {
  all = $state.raw<Order[]>([]);
  /** The subject that an order is being placed for. */
  placingFor = $state<string | null>(null);
  /** How often each order was heard of, so that a command's reply never replaces newer news. */
  #news = new Map<number, number>();

  constructor(private readonly backend: Pick<Backend, 'orderReport' | 'resolveOrder'>) {}

  replaceAll(orders: Order[]): void {
    this.all = [...orders].sort((a, b) => b.id - a.id);
  }

  of(subject: string | null): Order[] {
    return this.all.filter((order) => order.subject === subject);
  }

  ofOthers(subject: string | null): Order[] {
    return this.all.filter((order) => order.subject !== subject);
  }

  openOrder(subject: string, format: ReportFormat): Order | undefined {
    return this.all.find((order) => order.subject === subject && order.format === format && isOpen(order.state));
  }

  /** An order changed, told by the core. */
  heard(order: Order): void {
    this.#news.set(order.id, (this.#news.get(order.id) ?? 0) + 1);
    this.#put(order);
  }

  /** Places a paid order; a second click while one is being placed does nothing. Throws a `Trouble`. */
  async place(request: OrderReport): Promise<void> {
    if (this.placingFor !== null) return;
    this.placingFor = request.subject;
    try {
      await this.#unlessNewer(() => this.backend.orderReport(request));
    } finally {
      this.placingFor = null;
    }
  }

  /** Closes an order of which it is not known whether it was placed. Throws a `Trouble`. */
  async resolve(order: number, resolution: Resolution): Promise<void> {
    await this.#unlessNewer(() => this.backend.resolveOrder({ order, resolution }));
  }

  async #unlessNewer(command: () => Promise<Order>): Promise<void> {
    const before = new Map(this.#news);
    const order = await command();
    if (before.get(order.id) === this.#news.get(order.id)) this.#put(order);
  }

  #put(order: Order): void {
    this.replaceAll([...this.all.filter(({ id }) => id !== order.id), order]);
  }
}
