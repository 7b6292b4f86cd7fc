//! The drivers: tauri-driver, which starts WebKitWebDriver, which starts the program.

use super::{Setting, display::Display, processes::Process};
use fantoccini::{Client, ClientBuilder, wd::Capabilities};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::json;
use std::{
    env,
    ffi::OsString,
    fs::{self, Permissions},
    net::{TcpListener, TcpStream},
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

/// Running drivers.
pub struct Driver {
    port: u16,
    _process: Process,
}

impl Driver {
    /// Starts the drivers; the program will see the display, the home folder and the library.
    pub fn start(setting: &Setting, display: &Display, home: &Path) -> Self {
        let [port, native_port] = free_ports();
        let mut command = Command::new(tool());
        command
            .arg(format!("--port={port}"))
            .arg(format!("--native-port={native_port}"))
            .stdin(Stdio::null())
            // The drivers and the web view chatter; what matters is said through WebDriver.
            .stdout(Stdio::null())
            .stderr(if env::var_os("PALIMPSEST_TEST_NOISE").is_some() {
                Stdio::inherit()
            } else {
                Stdio::null()
            });
        surround(&mut command, setting, display, home);
        let process = Process::start(&mut command);
        await_port(port);
        await_port(native_port);
        Self { port, _process: process }
    }

    /// Opens the window and returns the client that moves it.
    pub async fn connect(&self, setting: &Setting<'_>) -> Client {
        let program = program("palimpsest-desktop");
        assert!(
            program.is_file(),
            "'{}' is not built; `cargo build -p palimpsest-desktop`, or run `cargo xtask test`",
            program.display()
        );
        let options = json!({ "application": program, "args": setting.arguments });
        let mut capabilities = Capabilities::new();
        capabilities.insert("tauri:options".into(), options);
        let address = format!("http://127.0.0.1:{}", self.port);
        ClientBuilder::new(HttpConnector::new())
            .capabilities(capabilities)
            .connect(&address)
            .await
            .unwrap_or_else(|error| panic!("the window does not open: {error}"))
    }
}

/// Returns cargo's target folder: this very program was built below it.
pub fn target_directory() -> PathBuf {
    let folder = profile_directory();
    folder.parent().unwrap_or(&folder).to_owned()
}

/// Returns a program of the workspace, built by cargo beside this one.
fn program(name: &str) -> PathBuf {
    profile_directory().join(format!("{name}{}", env::consts::EXE_SUFFIX))
}

fn profile_directory() -> PathBuf {
    let own = env::current_exe().expect("a program has a path");
    let folder = own.parent().expect("a program is in a folder");
    // Tests are one level deeper than programs.
    match folder.file_name() {
        Some(name) if name == "deps" => folder.parent().unwrap_or(folder).to_owned(),
        _ => folder.to_owned(),
    }
}

fn tool() -> PathBuf {
    let own = target_directory().join("tools/bin/tauri-driver");
    if own.is_file() { own } else { PathBuf::from("tauri-driver") }
}

/// Nothing of the person at this machine gets in: not the home folder, not the theme, not a proxy.
fn surround(command: &mut Command, setting: &Setting, display: &Display, home: &Path) {
    let runtime = home.join("run");
    fs::create_dir_all(&runtime).expect("a temporary folder is writable");
    fs::set_permissions(&runtime, Permissions::from_mode(0o700)).expect("one's own folder");
    for (name, folder) in [
        ("HOME", home.to_owned()),
        ("XDG_CACHE_HOME", home.join("cache")),
        ("XDG_CONFIG_HOME", home.join("config")),
        ("XDG_DATA_HOME", home.join("data")),
        ("XDG_STATE_HOME", home.join("state")),
        ("XDG_RUNTIME_DIR", runtime),
    ] {
        command.env(name, folder);
    }
    let programs = path_with_browser(home);
    command
        .env("PATH", programs)
        .env("PALIMPSEST_LIBRARY", setting.library)
        .env("DISPLAY", &display.name)
        .env_remove("WAYLAND_DISPLAY")
        .env("GDK_BACKEND", "x11")
        .env("GTK_THEME", if setting.dark { "Adwaita:dark" } else { "Adwaita" })
        .env("GSETTINGS_BACKEND", "memory")
        .env("LANG", "C.UTF-8")
        .env("LC_ALL", "C.UTF-8")
        .env("TZ", "UTC")
        .env("NO_PROXY", "*")
        .env("no_proxy", "*")
        // No bus, no accessibility bridge, no graphics card: none is there, and waiting for one
        // takes seconds.
        .env("DBUS_SESSION_BUS_ADDRESS", "disabled:")
        .env("NO_AT_BRIDGE", "1")
        .env("LIBGL_ALWAYS_SOFTWARE", "1");
}

/// Returns a PATH whose system browser only writes down what it was asked to open.
fn path_with_browser(home: &Path) -> OsString {
    let folder = home.join("bin");
    let browser = folder.join("xdg-open");
    let script = format!("#!/bin/sh\nprintf '%s\\n' \"$@\" >> '{}'\n", opened(home).display());
    fs::create_dir_all(&folder).expect("a temporary folder is writable");
    fs::write(&browser, script).expect("a temporary folder is writable");
    fs::set_permissions(&browser, Permissions::from_mode(0o755)).expect("one's own file");
    let path = env::var_os("PATH").unwrap_or_default();
    env::join_paths([folder].into_iter().chain(env::split_paths(&path))).expect("a plain folder")
}

/// Where the system browser writes what it was asked to open, an address a line.
pub fn opened(home: &Path) -> PathBuf {
    home.join("opened")
}

fn free_ports<const COUNT: usize>() -> [u16; COUNT] {
    // Both are held until both are known, so that they differ.
    let listeners: [TcpListener; COUNT] =
        std::array::from_fn(|_| TcpListener::bind("127.0.0.1:0").expect("a free port"));
    listeners.map(|listener| listener.local_addr().expect("a bound port has an address").port())
}

fn await_port(port: u16) {
    let end = Instant::now() + Duration::from_secs(20);
    while TcpStream::connect(("127.0.0.1", port)).is_err() {
        assert!(Instant::now() < end, "no driver listens on port {port}");
        thread::sleep(Duration::from_millis(20));
    }
}
