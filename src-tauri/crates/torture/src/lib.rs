//! Kills and starves the core at every step, and looks at what is left.

pub mod check;
pub mod driver;
pub mod faulty;
pub mod orders;
#[cfg(all(target_os = "linux", target_arch = "x86_64", target_env = "gnu"))]
pub mod point;
#[cfg(all(target_os = "linux", target_arch = "x86_64", target_env = "gnu"))]
pub mod sweep;
#[cfg(all(target_os = "linux", target_arch = "x86_64", target_env = "gnu"))]
pub mod trace;
