//! Caret browsing: the web view's own text cursor, which the arrow keys move through the page and extend a
//! selection with.

use tauri::WebviewWindow;

/// Turns it on or off; tells whether this system's web view can be asked for it.
#[cfg(target_os = "linux")]
pub fn set(window: &WebviewWindow, is_on: bool) -> tauri::Result<bool> {
    use std::{sync::mpsc, time::Duration};
    use webkit2gtk::{SettingsExt, WebViewExt};

    /// The window's thread answers at once, or is past answering.
    const PATIENCE: Duration = Duration::from_secs(2);

    let (tell, told) = mpsc::channel();
    window.with_webview(move |view| {
        let settings = view.inner().settings();
        if let Some(settings) = &settings {
            settings.set_enable_caret_browsing(is_on);
        }
        // Nobody waits any more where patience ran out.
        let _ = tell.send(settings.is_some());
    })?;
    Ok(told.recv_timeout(PATIENCE).unwrap_or(false))
}

/// Other systems' web views have no such setting for programs.
#[cfg(not(target_os = "linux"))]
pub fn set(_window: &WebviewWindow, _is_on: bool) -> tauri::Result<bool> {
    Ok(false)
}
