//! System packages: what the window and its tests need of the system, and how to get it.
//!
//! On Debian and its kin it is installed; elsewhere the exact command is printed.

use crate::{
    Result,
    commands::{exists, output, run},
};
use std::process::{Command, Stdio};

/// What to do about missing packages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Install {
    /// Install them, where the package manager is known.
    Missing,
    /// Only say which.
    Nothing,
}

/// What packages are needed for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// Building anything: SQLite is C.
    Compiler,
    /// Building and opening the window.
    Window,
    /// Driving the window where there is no display: tests, pictures.
    Driver,
}

struct Package {
    name: &'static str,
    why: &'static str,
    need: Need,
}

const DEBIAN: [Package; 5] = [
    Package { name: "build-essential", why: "compiles SQLite and links", need: Need::Compiler },
    Package { name: "pkg-config", why: "finds the libraries of the window", need: Need::Window },
    Package { name: "libwebkit2gtk-4.1-dev", why: "is the window's web view", need: Need::Window },
    Package { name: "webkit2gtk-driver", why: "moves mouse and keyboard", need: Need::Driver },
    Package { name: "xvfb", why: "is a display without a screen", need: Need::Driver },
];

/// Sees to it that what is needed is there; fails, saying what to do, where it is not.
pub fn ensure(needs: &[Need], install: Install) -> Result {
    if exists("apt-get") && exists("dpkg-query") {
        return ensure_debian(needs, install);
    }
    if is_there(needs) {
        return Ok(());
    }
    if cfg!(target_os = "macos") {
        return Err(macos(needs).into());
    }
    let command = if exists("dnf") {
        "sudo dnf install gcc pkgconf-pkg-config webkit2gtk4.1-devel \
         /usr/bin/WebKitWebDriver /usr/bin/Xvfb"
    } else if exists("pacman") {
        "sudo pacman -S --needed base-devel webkit2gtk-4.1 xorg-server-xvfb"
    } else {
        return Err("the system lacks WebKitGTK 4.1 with its headers, WebKitWebDriver or Xvfb, \
                    and its package manager is not known here: please install them"
            .into());
    };
    Err(format!("the system lacks packages; please run\n  {command}"))
}

fn macos(needs: &[Need]) -> &'static str {
    match needs.contains(&Need::Driver) {
        true => "the window cannot be driven on macOS, whose web view has no WebDriver",
        false => "the system lacks a compiler; please run\n  xcode-select --install",
    }
}

/// Looks at the programs and libraries themselves, where packages are not asked.
fn is_there(needs: &[Need]) -> bool {
    needs.iter().all(|need| match need {
        Need::Compiler => exists("cc"),
        Need::Window if cfg!(target_os = "linux") => Command::new("pkg-config")
            .args(["--exists", "webkit2gtk-4.1"])
            .stderr(Stdio::null())
            .status()
            .is_ok_and(|status| status.success()),
        Need::Window => true,
        Need::Driver => exists("WebKitWebDriver") && exists("Xvfb"),
    })
}

fn ensure_debian(needs: &[Need], install: Install) -> Result {
    let missing: Vec<&Package> = DEBIAN
        .iter()
        .filter(|package| needs.contains(&package.need) && !is_installed(package.name))
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    println!("The system lacks:");
    for package in &missing {
        println!("  {:<24} {}", package.name, package.why);
    }
    let names: Vec<&str> = missing.iter().map(|package| package.name).collect();
    let by_hand = format!("sudo apt-get install --no-install-recommends {}", names.join(" "));
    if install == Install::Nothing {
        return Err(format!("the system lacks packages; please run\n  {by_hand}"));
    }
    let is_root = output(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0");
    if !is_root && !exists("sudo") {
        return Err(format!("only root can install packages; please run as root\n  {by_hand}"));
    }
    println!("They are installed now (--no-install leaves that to you).");
    // Out-of-date lists may still do, so that a mirror that is down need not stop everything.
    if let Err(error) = run(apt_get(is_root).arg("update")) {
        eprintln!("warning: {error}");
    }
    run(apt_get(is_root).args(["install", "--yes", "--no-install-recommends"]).args(&names))
}

fn is_installed(package: &str) -> bool {
    Command::new("dpkg-query")
        .args(["--show", "--showformat", "${db:Status-Status}", package])
        .stderr(Stdio::null())
        .output()
        .is_ok_and(|result| result.stdout == b"installed")
}

fn apt_get(is_root: bool) -> Command {
    let mut command = Command::new(if is_root { "env" } else { "sudo" });
    if !is_root {
        command.arg("env");
    }
    // Another apt may be at work on a machine that has just started.
    command.args(["DEBIAN_FRONTEND=noninteractive", "apt-get", "-o", "DPkg::Lock::Timeout=300"]);
    command
}
