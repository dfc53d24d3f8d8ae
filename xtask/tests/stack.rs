//! Addresses and ports of a stack.
#![allow(clippy::unwrap_used, reason = "tests")]

use std::net::{Ipv4Addr, TcpListener};

use xtask::{
    Error,
    stack::{Addresses, Ports},
};

#[test]
fn the_sandbox_says_where_it_is() {
    let line = "ready web=http://localhost:7990 api=http://localhost:7991 repository=/acme/shop";
    let addresses = Addresses::parse(line).unwrap();
    assert_eq!(addresses.api, "http://localhost:7991");
    assert_eq!(addresses.workspace(), "acme");
    let page = "http://localhost:7990/acme/shop/pull-requests/7";
    assert_eq!(addresses.pull_request(7), page);
    assert_eq!(Addresses::parse("ready web=http://localhost:7990"), None);
    assert_eq!(Addresses::parse("reading the clone"), None);
}

#[test]
fn free_ports_are_four_and_can_be_listened_on() {
    let first = Ports::Free.first().unwrap();
    let listeners: Vec<TcpListener> = (first..first + 4)
        .map(|port| TcpListener::bind((Ipv4Addr::LOCALHOST, port)).unwrap())
        .collect();
    assert_eq!(listeners.len(), 4);
}

#[test]
fn a_taken_port_is_named() {
    let first = Ports::Free.first().unwrap();
    let _taken = TcpListener::bind((Ipv4Addr::LOCALHOST, first + 1)).unwrap();
    let refused = Ports::From(first).first();
    assert!(matches!(refused, Err(Error::PortTaken { port }) if port == first + 1));
}
