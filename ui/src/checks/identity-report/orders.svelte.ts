import type { Backend } from '../../backend';
import type { Order, OrderReport, OrderState, ReportFormat, Resolution, Source } from '../../bindings';

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

  constructor(private readonly backend: Pick<Backend, 'orderReport' | 'resolveOrder'>) {}

  /** The orders of what is open now. News of one of them may have come faster than the list. */
  replaceAll(orders: Order[]): void {
    const newest = (order: Order) =>
      this.all.find(({ id, step, source }) => id === order.id && step > order.step && isSame(source, order.source)) ?? order;
    this.all = orders.map(newest).sort((a, b) => b.id - a.id);
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

  /** An order changed, told by the core or by a command's reply, whichever came first. */
  heard(order: Order): void {
    this.replaceAll([...this.all.filter(({ id }) => id !== order.id), order]);
  }

  /** Places a paid order; a second click while one is being placed does nothing. Throws a `Trouble`. */
  async place(request: OrderReport): Promise<void> {
    if (this.placingFor !== null) return;
    this.placingFor = request.subject;
    try {
      this.heard(await this.backend.orderReport(request));
    } finally {
      this.placingFor = null;
    }
  }

  /** Closes an order of which it is not known whether it was placed. Throws a `Trouble`. */
  async resolve(order: number, resolution: Resolution): Promise<void> {
    this.heard(await this.backend.resolveOrder({ order, resolution }));
  }
}

function isSame(one: Source, other: Source): boolean {
  return one.demo === other.demo && one.host === other.host;
}
