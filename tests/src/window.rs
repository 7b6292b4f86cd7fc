//! The real window as a person uses it: the real program under a display without a screen, moved by
//! mouse and keyboard through WebDriver.
//!
//! Each window has a display, a home folder and drivers of its own, so that tests can run side by
//! side. It knows the page by what a person sees and by the `data-` names the page keeps for it.

mod display;
mod dragging;
mod driver;
mod hands;
mod processes;

use display::Display;
use driver::Driver;
use fantoccini::{Client, Locator, elements::Element};
use serde_json::Value;
use std::{
    future::Future,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};
use tempfile::TempDir;
use tokio::{runtime::Runtime, time::timeout};

/// Longer than anything takes on a slow machine; only a failing test waits this long.
const PATIENCE: Duration = Duration::from_secs(20);

/// Longer than any single step takes, [`PATIENCE`] included.
const LIMIT: Duration = Duration::from_secs(60);

/// How a window is opened.
#[derive(Clone, Debug)]
pub struct Setting<'a> {
    /// The folder of the library.
    pub library: &'a Path,
    /// The home folder, where a test needs the same one twice; else each window has its own.
    pub home: Option<&'a Path>,
    /// The program's arguments.
    pub arguments: &'a [&'a str],
    /// Whether the system's colours are dark.
    pub dark: bool,
    /// Width and height of the window, in pixels.
    pub size: (u32, u32),
}

impl<'a> Setting<'a> {
    /// A light window of the usual size.
    pub fn new(library: &'a Path, arguments: &'a [&'a str]) -> Self {
        Self { library, home: None, arguments, dark: false, size: (1200, 820) }
    }
}

/// An open window. Dropping it ends every process it started.
pub struct Window {
    runtime: Runtime,
    client: Client,
    // Dropped in this order: the program goes before its display and its home.
    _driver: Driver,
    display: Display,
    home: PathBuf,
    _own_home: TempDir,
}

impl Window {
    /// Opens the window on a library, with the program's arguments.
    pub fn open(library: &Path, arguments: &[&str]) -> Self {
        Self::open_as(&Setting::new(library, arguments))
    }

    /// Opens the window as the setting says.
    pub fn open_as(setting: &Setting) -> Self {
        let own_home = tempfile::tempdir().expect("a temporary folder");
        let home = setting.home.unwrap_or(own_home.path()).to_owned();
        let display = Display::start(setting.size);
        let driver = Driver::start(setting, &display, &home);
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .expect("a runtime for the client");
        let client = runtime
            .block_on(async { timeout(LIMIT, driver.connect(setting)).await })
            .unwrap_or_else(|_| panic!("the window does not open in {LIMIT:?}"));
        let window = Self { runtime, client, _driver: driver, display, home, _own_home: own_home };
        let (width, height) = setting.size;
        window.wait(window.client.set_window_rect(0, 0, width, height));
        window
    }

    /// Closes the window as a person does, and waits until the program has ended.
    pub fn quit(self) {
        if let Err(error) = self.display.close_windows() {
            self.fail(&format!("the window does not close: {error}"));
        }
    }

    /// Drags a file onto the window and drops it there.
    pub fn drop_file(&self, path: &Path) {
        if let Err(error) = dragging::drop_file(&self.display.name, path) {
            self.fail(&format!("the file cannot be dropped: {error}"));
        }
    }

    /// Returns the addresses that the system's browser was asked to open.
    pub fn links_opened(&self) -> Vec<String> {
        let written = std::fs::read_to_string(driver::opened(&self.home)).unwrap_or_default();
        written.lines().map(str::to_owned).collect()
    }

    /// Returns the address of the page that the window shows.
    pub fn address(&self) -> String {
        self.wait(self.client.current_url()).to_string()
    }

    /// Chooses an option of a list by its place.
    pub fn choose(&self, css: &str, place: usize) {
        let list = self.find(css);
        self.wait(list.select_by_index(place));
    }

    /// Waits for the first element that matches the CSS selector.
    pub fn find(&self, css: &str) -> Element {
        let search = self.client.wait().at_most(PATIENCE).for_element(Locator::Css(css));
        match self.limited(search) {
            Some(Ok(element)) => element,
            Some(Err(error)) => self.fail(&format!("there is no '{css}': {error}")),
            None => panic!("the window does not answer in {LIMIT:?}"),
        }
    }

    /// Returns how many elements match the CSS selector now.
    pub fn count(&self, css: &str) -> usize {
        self.wait(self.client.find_all(Locator::Css(css))).len()
    }

    /// Returns the text of the first element that matches.
    ///
    /// Asked of the page, not of WebDriver, which takes clamped lines for hidden ones.
    pub fn text(&self, css: &str) -> String {
        let element = self.find(css);
        self.wait(element.prop("innerText")).unwrap_or_default()
    }

    /// Returns an attribute of the first element that matches.
    pub fn attribute(&self, css: &str, name: &str) -> Option<String> {
        let element = self.find(css);
        self.wait(element.attr(name))
    }

    /// Waits until no element matches the CSS selector.
    pub fn gone(&self, css: &str) {
        let script = "return document.querySelector(arguments[0]) === null";
        self.until(&format!("'{css}' goes"), script, &[css.into()]);
    }

    /// Returns the passages painted in a layer of highlights: `yellow`, `active`, `flash`.
    pub fn painted(&self, layer: &str) -> Vec<String> {
        let script = "
            const layer = CSS.highlights.get(`palimpsest-${arguments[0]}`);
            return [...(layer ?? [])].map((range) => range.toString());";
        let passages = self.look(script, &[layer.into()]);
        serde_json::from_value(passages).unwrap_or_default()
    }

    /// Waits until the page shows the screen: `library`, `reader`, `welcome` or `failure`.
    pub fn screen(&self, name: &str) {
        self.find(&format!("main[data-screen={name}]"));
    }

    /// Runs the body of a function in the page and returns what it returns.
    ///
    /// For looking only: what a person can do is done by [`click`](Self::click),
    /// [`press`](Self::press) and [`type_in`](Self::type_in).
    pub fn look(&self, script: &str, arguments: &[Value]) -> Value {
        self.wait(self.client.execute(script, arguments.to_vec()))
    }

    /// Waits until the body of a function, run in the page, returns something true.
    pub fn until(&self, what: &str, script: &str, arguments: &[Value]) -> Value {
        let end = Instant::now() + PATIENCE;
        loop {
            let value = self.look(script, arguments);
            let is_true =
                !matches!(&value, Value::Null | Value::Bool(false)) && value != 0 && value != "";
            if is_true {
                return value;
            }
            if Instant::now() > end {
                self.fail(&format!("waited in vain: {what}"));
            }
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// Saves a picture of the window.
    pub fn photograph(&self, path: &Path) {
        // What stands in the document is on the screen only after the next frame was drawn.
        const DRAWN: &str = "
            if (window.drawn === undefined) {
                window.drawn = false;
                requestAnimationFrame(() => requestAnimationFrame(() => (window.drawn = true)));
            }
            const drawn = window.drawn;
            if (drawn) delete window.drawn;
            return drawn;";
        self.until("the next frame", DRAWN, &[]);
        let picture = self.wait(self.client.screenshot());
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).expect("the folder of pictures can be made");
        }
        std::fs::write(path, picture).expect("the picture can be written");
    }

    fn wait<T, E: std::fmt::Debug>(&self, step: impl Future<Output = Result<T, E>>) -> T {
        match self.limited(step) {
            Some(Ok(value)) => value,
            Some(Err(error)) => self.fail(&format!("{error:?}")),
            None => panic!("the window does not answer in {LIMIT:?}"),
        }
    }

    /// A driver that hangs must fail the test, not hang it too.
    fn limited<T>(&self, step: impl Future<Output = T>) -> Option<T> {
        self.runtime.block_on(async { timeout(LIMIT, step).await.ok() })
    }

    /// Fails the test, leaving a picture of what it saw.
    fn fail(&self, message: &str) -> ! {
        let test = std::thread::current().name().unwrap_or("window").replace("::", "-");
        let path = pictures().join(format!("failed-{test}.png"));
        if let Some(Ok(picture)) = self.limited(self.client.screenshot()) {
            let _ = std::fs::create_dir_all(pictures());
            let _ = std::fs::write(&path, picture);
        }
        panic!("{message}\nwhat it looked like: {}", path.display());
    }
}

/// Returns the folder for pictures of the window, below cargo's target folder.
pub fn pictures() -> PathBuf {
    driver::target_directory().join("screenshots")
}
