package io.jdock.cli.http;

/** A connection together with what was read from it ahead of time. */
record Exchange(Connection connection, HttpInput input) {

    Exchange(Connection connection) {
        this(connection, new HttpInput(connection.input()));
    }
}
