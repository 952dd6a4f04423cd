use crate::PROGRAM;
use torture::orders::Orders;

#[test]
fn of_hundreds_of_orders_at_a_service_in_its_worst_hours_none_is_sent_twice_and_none_is_told_wrong() {
    let (count, seed) = (200, fastrand::u64(..));
    let orders = Orders {
        count,
        seed,
        workers: 2,
        silent: false,
        program: PROGRAM.into(),
        folder: std::env::temp_dir(),
    };
    let outcome = orders.run().unwrap();
    assert!(outcome.faults.is_empty(), "seed {seed}:\n{}", outcome.faults.join("\n"));
    assert_eq!((outcome.orders, outcome.late), (count, 0), "seed {seed}");
    assert!(outcome.placed > 0 && outcome.processes_refused == 1, "seed {seed}: {outcome:?}");
}
