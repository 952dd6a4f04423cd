//! What a person does about an order that does not end by itself, or ended without a report.

use super::run::OrderError;
use crate::desk::Desk;
use qcc::ReportStatus;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use std::time::Duration;
use store::order::{Order, OrderRow, State};
use store::record::Obstacle;
use store::time;
use ts_rs::TS;

/// How a person closes an order, or goes on with it under a number.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Resolution {
    /// The vendor's portal shows it under this number; the service is asked whether it knows it.
    OrderNo {
        /// The number.
        order_no: String,
    },
    /// The vendor's portal does not show it.
    NotPlaced,
    /// They no longer wait for it.
    GivenUp,
}

/// All that the service tells of an order's number. Whose report it is it does not say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct KnownNumber {
    /// The number.
    pub order_no: String,
    /// When the service was asked: RFC 3339, Asia/Shanghai.
    pub asked_at: String,
    /// How far the report is.
    pub status: KnownStatus,
    /// Where the report's file is, once it is somewhere.
    pub host: Option<String>,
}

/// How far the service says that a report is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum KnownStatus {
    /// `N`.
    NotGenerated,
    /// `P`.
    Processing,
    /// `S`.
    Generated,
    /// `F`.
    Failed,
}

impl Desk {
    /// Asks the service what it knows of a number that a person has for an order. Free, and changes nothing.
    pub async fn ask_about_number(&self, id: i64, order_no: &str) -> Result<KnownNumber, OrderError> {
        let row = self.order_here(id)?;
        self.known_number(&row, order_no).await
    }

    /// Closes an order as a person says, or goes on with it under a number.
    pub async fn resolve_order(
        self: &Arc<Self>,
        id: i64,
        resolution: Resolution,
    ) -> Result<Order, OrderError> {
        // The desk is not closed before it is done: another one would not know of it.
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
                self.take_up(&row, &number.order_no)?;
            }
        }
        self.order(id)
    }

    /// Lets an order that is on hold, or was given up, try again, because a person wants it to. Asking and fetching are free.
    pub fn follow_order(self: &Arc<Self>, id: i64) -> Result<Order, OrderError> {
        let row = self.order_here(id)?;
        if !self.ways_out(&row).follow {
            return Err(OrderError::NotFound);
        }
        match (&row.state, row.state.order_no()) {
            // Meanwhile another order may have been placed, or have this number.
            (State::GivenUp { .. }, Some(order_no)) => self.take_up(&row, order_no)?,
            (_, Some(order_no)) => {
                self.move_to(&row, &State::Accepted { order_no: order_no.to_owned() })?;
                self.drive_in_background(id, Duration::ZERO);
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
            status: match known.status {
                ReportStatus::NotGenerated => KnownStatus::NotGenerated,
                ReportStatus::Processing => KnownStatus::Processing,
                ReportStatus::Generated => KnownStatus::Generated,
                ReportStatus::Failed => KnownStatus::Failed,
            },
            host: known.url.as_deref().and_then(qcc::fetch::host),
        })
    }

    /// Adds the state that a person wants, unless another act has moved the order meanwhile.
    fn move_to(&self, row: &OrderRow, state: &State) -> Result<(), OrderError> {
        if self.advance(row.id, &row.state, state)? { Ok(()) } else { Err(OrderError::NotFound) }
    }

    /// Goes on with an order under its number.
    fn take_up(self: &Arc<Self>, row: &OrderRow, order_no: &str) -> Result<(), OrderError> {
        self.record().take_up(row, order_no)??;
        self.tell(row.id, &row.state, &State::Accepted { order_no: order_no.to_owned() })?;
        self.drive_in_background(row.id, Duration::ZERO);
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
