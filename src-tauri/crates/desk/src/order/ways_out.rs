//! The user's options for an order that is stuck or ended without a report.

use super::run::{OrderError, Start};
use crate::desk::Desk;
use qcc::ReportStatus;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use store::order::{Order, OrderRow, State};
use store::record::Obstacle;
use store::time;
use ts_rs::TS;

/// How the user closes an order, or resumes it under a number.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Resolution {
    /// The vendor's portal shows it under this number. The service is asked whether it knows the number.
    OrderNo { order_no: String },
    /// The vendor's portal does not show it.
    NotPlaced,
    /// The user stops waiting for it.
    GivenUp,
}

/// All that the service tells about an order number, which does not include the company.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct KnownNumber {
    pub order_no: String,
    /// When the service was asked: RFC 3339, Asia/Shanghai.
    pub asked_at: String,
    pub status: ReportStatus,
    pub host: Option<String>,
}

impl Desk {
    /// Asks the service about an order number that the user knows. Free, and changes nothing.
    pub async fn ask_about_number(&self, id: i64, order_no: &str) -> Result<KnownNumber, OrderError> {
        let row = self.order_here(id)?;
        self.known_number(&row, order_no).await
    }

    /// Closes an order as the user decides, or resumes it under a number.
    pub async fn resolve_order(
        self: &Arc<Self>,
        id: i64,
        resolution: Resolution,
    ) -> Result<Order, OrderError> {
        // Keep the desk open meanwhile: the next one would not know about this.
        let _under_way = self.following.tasks.token();
        let row = self.order_here(id)?;
        let ways_out = self.ways_out(&row);
        match resolution {
            Resolution::NotPlaced if ways_out.not_placed => self.move_to(&row, &State::NotPlaced)?,
            Resolution::GivenUp if ways_out.give_up => {
                let order_no = row.state.order_no().map(str::to_owned);
                self.move_to(&row, &State::GivenUp { order_no })?;
            }
            Resolution::NotPlaced | Resolution::GivenUp => return Err(OrderError::NotFound),
            Resolution::OrderNo { order_no } => {
                let number = self.known_number(&row, &order_no).await?;
                self.resume(&row, &number.order_no)?;
            }
        }
        self.order(id)
    }

    /// Resumes an order that is on hold or was given up, at the user's request. Status requests and downloads
    /// are free.
    pub fn follow_order(self: &Arc<Self>, id: i64) -> Result<Order, OrderError> {
        let row = self.order_here(id)?;
        if !self.ways_out(&row).follow {
            return Err(OrderError::NotFound);
        }
        match (&row.state, row.state.order_no()) {
            // Meanwhile another order may have been placed, or may have this number.
            (State::GivenUp { .. }, Some(order_no)) => self.resume(&row, order_no)?,
            (_, Some(order_no)) => {
                self.move_to(&row, &State::Accepted { order_no: order_no.to_owned() })?;
                self.start_following(id, Start::AtOnce);
            }
            (_, None) => return Err(OrderError::NotFound),
        }
        self.order(id)
    }

    async fn known_number(&self, row: &OrderRow, order_no: &str) -> Result<KnownNumber, OrderError> {
        if !self.ways_out(row).number {
            return Err(OrderError::NotFound);
        }
        let order_no = order_no.trim();
        if !qcc::is_order_no(order_no) {
            return Err(OrderError::NotANumber);
        }
        if let Some(obstacle) = self.record().obstacle(row, order_no)? {
            return Err(obstacle.into());
        }
        let known = self.report_info(row, order_no).await?.map_err(OrderError::NotConfirmed)?;
        Ok(KnownNumber {
            order_no: order_no.to_owned(),
            asked_at: time::shown(self.now()),
            status: known.status,
            host: known.url.as_deref().and_then(qcc::fetch::host),
        })
    }

    /// Appends the user's state, unless the order has changed meanwhile.
    fn move_to(&self, row: &OrderRow, state: &State) -> Result<(), OrderError> {
        if self.advance(row.id, &row.state, state)? { Ok(()) } else { Err(OrderError::NotFound) }
    }

    fn resume(self: &Arc<Self>, row: &OrderRow, order_no: &str) -> Result<(), OrderError> {
        self.record().resume(row, order_no)??;
        self.notify(row.id, &row.state, &State::Accepted { order_no: order_no.to_owned() })?;
        self.start_following(row.id, Start::AtOnce);
        Ok(())
    }
}

impl From<Obstacle> for OrderError {
    fn from(obstacle: Obstacle) -> Self {
        match obstacle {
            Obstacle::NumberOf(order) => Self::NumberTaken(order),
            Obstacle::Open(order) => Self::AlreadyOpen(order),
            Obstacle::Moved => Self::NotFound,
        }
    }
}
