//! The window: made once, showing our own page and never another.
//!
//! Files dropped on it become offers; links and new windows that anything in it tries to open lead
//! nowhere. A link the reader clicks goes through the command `open_link`.

use crate::{closing, commands, desk::Desk, image_protocol};
use palimpsest::Offered;
use tauri::{
    App, Context, DragDropEvent, Emitter, Manager, Window, WindowEvent, Wry, async_runtime,
    webview::{NewWindowResponse, WebviewWindowBuilder},
};
use url::Url;

/// Opens the window and returns when it is closed.
pub fn run(desk: Desk) -> tauri::Result<()> {
    let context: Context<Wry> = tauri::generate_context!();
    tauri::Builder::default()
        .manage(desk)
        .plugin(tauri_plugin_dialog::init())
        .register_asynchronous_uri_scheme_protocol(
            image_protocol::SCHEME,
            |scheme, request, responder| {
                let app = scheme.app_handle().clone();
                // Reading the library blocks; the caller is the window's own thread.
                async_runtime::spawn_blocking(move || {
                    let library = app.state::<Desk>().library();
                    responder.respond(image_protocol::answer(&request, |id| {
                        library.ok()?.image(id).ok()?
                    }));
                });
            },
        )
        .invoke_handler(tauri::generate_handler![
            commands::start,
            commands::list_entries,
            commands::open_address,
            commands::open_paste,
            commands::open_offered,
            commands::choose_file,
            commands::add_sample,
            commands::read_entry,
            commands::explain_entry,
            commands::cancel_work,
            commands::add_highlight,
            commands::change_highlight,
            commands::delete_highlight,
            commands::restore_highlight,
            commands::change_highlights,
            commands::delete_highlights,
            commands::attach_highlight,
            commands::settle_highlight,
            commands::read_annotations,
            commands::passage_link,
            commands::set_article_note,
            commands::undo,
            commands::redo,
            commands::list_highlights,
            commands::list_bin,
            commands::choose_annotations,
            commands::import_annotations,
            commands::export_annotations,
            commands::colour_names,
            commands::name_colour,
            commands::correct_quotation,
            commands::take_correction_back,
            commands::set_status,
            commands::open_link,
            commands::set_caret_browsing,
        ])
        .on_window_event(|window, event| match event {
            WindowEvent::DragDrop(event) => drag(window, event),
            WindowEvent::CloseRequested { api, .. } => {
                let shown = window.get_webview_window(window.label());
                // Told twice, it closes at once: the second time is a person's impatience.
                if let Some(shown) = shown.filter(|_| window.state::<Desk>().begin_closing()) {
                    api.prevent_close();
                    closing::close(shown);
                }
            }
            _ => {}
        })
        .setup(|app| Ok(make(app)?))
        .run(context)
}

fn make(app: &mut App) -> tauri::Result<()> {
    let windows = app.config().app.windows.clone();
    for config in &windows {
        WebviewWindowBuilder::from_config(app, config)?
            .on_navigation(is_own_page)
            .on_new_window(|_, _| NewWindowResponse::Deny)
            .on_download(|_, _| false)
            .build()?;
    }
    Ok(())
}

/// Tells whether the address is one of the embedded page's, as Tauri names them.
fn is_own_page(url: &Url) -> bool {
    match url.scheme() {
        "tauri" => url.host_str() == Some("localhost"),
        // Windows' web view knows no schemes of ours and has this name for them.
        "http" | "https" => cfg!(windows) && url.host_str() == Some("tauri.localhost"),
        _ => false,
    }
}

fn drag(window: &Window, event: &DragDropEvent) {
    // A window that is closing cannot be told; there is nobody left to care.
    let tell = |state: &str| drop(window.emit_to(window.label(), "drag", state));
    match event {
        DragDropEvent::Enter { paths, .. } if !paths.is_empty() => tell("over"),
        DragDropEvent::Leave => tell("left"),
        DragDropEvent::Drop { paths, .. } => {
            tell("left");
            let desk = window.state::<Desk>();
            let offered: Vec<Offered> =
                paths.iter().map(|path| desk.offers.offer(path.clone())).collect();
            if !offered.is_empty() {
                drop(window.emit_to(window.label(), "offered", offered));
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_own_page_is_navigated_to() {
        let is_own = |address: &str| is_own_page(&Url::parse(address).unwrap());
        assert!(is_own("tauri://localhost/index.html"));
        for address in [
            "tauri://evil/",
            "https://news.example/",
            "about:blank",
            "data:text/html,x",
            "file:///etc/passwd",
            "palimpsest-image://localhost/x",
            "javascript:alert(1)",
        ] {
            assert!(!is_own(address), "{address}");
        }
        assert_eq!(is_own("http://tauri.localhost/"), cfg!(windows));
    }
}
