//! Dragging: a file carried onto the window and let go, as a file manager does.
//!
//! It speaks the X drag-and-drop protocol, version 5, from the side of the file manager: say what is
//! carried, say where it is, let go, and hand the data over when asked.

use std::{
    error::Error,
    path::Path,
    thread,
    time::{Duration, Instant},
};
use x11rb::{
    connection::Connection,
    protocol::{
        Event,
        xproto::{
            AtomEnum, ClientMessageEvent, ConnectionExt, CreateWindowAux, EventMask, PropMode,
            SELECTION_NOTIFY_EVENT, SelectionNotifyEvent, SelectionRequestEvent, Window,
            WindowClass,
        },
    },
    rust_connection::RustConnection,
    wrapper::ConnectionExt as _,
};

type Result<T = ()> = std::result::Result<T, Box<dyn Error>>;

/// Drags the file to the middle of the window on the display, and drops it there.
pub fn drop_file(display: &str, path: &Path) -> Result {
    let (connection, screen) = x11rb::connect(Some(display))?;
    let root = connection.setup().roots[screen].root;
    let own = connection.generate_id()?;
    let (copied, input_only) = (x11rb::COPY_FROM_PARENT, WindowClass::INPUT_ONLY);
    let looks = CreateWindowAux::new();
    connection.create_window(0, own, root, 0, 0, 1, 1, 0, input_only, copied, &looks)?;
    let hand = Hand { connection, root, own, carried: uri_list(path)? };
    hand.carry_and_drop()
}

fn uri_list(path: &Path) -> Result<String> {
    let url = url::Url::from_file_path(path).map_err(|()| "the path is not absolute")?;
    Ok(format!("{url}\r\n"))
}

struct Hand {
    connection: RustConnection,
    root: Window,
    own: Window,
    carried: String,
}

impl Hand {
    fn carry_and_drop(&self) -> Result {
        let target = self.target()?;
        let selection = self.atom("XdndSelection")?;
        self.connection.set_selection_owner(self.own, selection, x11rb::CURRENT_TIME)?;
        let kind = self.atom("text/uri-list")?;
        self.tell(target, "XdndEnter", [5 << 24, kind, 0, 0])?;
        let (place, copy) = (600 << 16 | 400, self.atom("XdndActionCopy")?);
        let position = [0, place, x11rb::CURRENT_TIME, copy];
        // A window looks at what is carried only after it was first told, and accepts it then.
        let end = Instant::now() + Duration::from_secs(10);
        loop {
            self.tell(target, "XdndPosition", position)?;
            let status = self.answer_until("XdndStatus", end)?;
            thread::sleep(Duration::from_millis(100));
            if status[1] & 1 == 1 {
                break;
            }
            if Instant::now() > end {
                return Err("the window does not accept the file".into());
            }
        }
        self.tell(target, "XdndDrop", [0, x11rb::CURRENT_TIME, 0, 0])?;
        self.answer_until("XdndFinished", end)?;
        Ok(())
    }

    /// Finds the window that says it takes what is dropped.
    fn target(&self) -> Result<Window> {
        let aware = self.atom("XdndAware")?;
        for window in self.connection.query_tree(self.root)?.reply()?.children {
            let property =
                self.connection.get_property(false, window, aware, AtomEnum::ATOM, 0, 1)?;
            if property.reply()?.value_len > 0 {
                return Ok(window);
            }
        }
        Err("no window takes what is dropped".into())
    }

    fn tell(&self, target: Window, message: &str, rest: [u32; 4]) -> Result {
        let [a, b, c, d] = rest;
        let data = [self.own, a, b, c, d];
        let message = ClientMessageEvent::new(32, target, self.atom(message)?, data);
        self.connection.send_event(false, target, EventMask::NO_EVENT, message)?;
        self.connection.flush()?;
        Ok(())
    }

    /// Hands the data over as often as it is asked for, until the window sends the message.
    fn answer_until(&self, message: &str, end: Instant) -> Result<[u32; 5]> {
        let awaited = self.atom(message)?;
        while Instant::now() < end {
            match self.connection.poll_for_event()? {
                Some(Event::SelectionRequest(request)) => self.hand_over(&request)?,
                Some(Event::ClientMessage(said)) if said.type_ == awaited => {
                    return Ok(said.data.as_data32());
                }
                Some(_) => {}
                None => thread::sleep(Duration::from_millis(5)),
            }
        }
        Err(format!("the window never said {message}").into())
    }

    fn hand_over(&self, request: &SelectionRequestEvent) -> Result {
        let kind = self.atom("text/uri-list")?;
        let is_known = request.target == kind;
        if is_known {
            let (window, property) = (request.requestor, request.property);
            let data = self.carried.as_bytes();
            self.connection.change_property8(PropMode::REPLACE, window, property, kind, data)?;
        }
        let notify = SelectionNotifyEvent {
            response_type: SELECTION_NOTIFY_EVENT,
            sequence: 0,
            time: request.time,
            requestor: request.requestor,
            selection: request.selection,
            target: request.target,
            property: if is_known { request.property } else { x11rb::NONE },
        };
        self.connection.send_event(false, request.requestor, EventMask::NO_EVENT, notify)?;
        self.connection.flush()?;
        Ok(())
    }

    fn atom(&self, name: &str) -> Result<u32> {
        Ok(self.connection.intern_atom(false, name.as_bytes())?.reply()?.atom)
    }
}
