package io.jdock.daemon.http;

/** A status line's code and phrase. */
public record HttpStatus(int code, String reason) {

    /** Docker's phrase, which some clients look for. */
    static final HttpStatus UPGRADED = new HttpStatus(101, "UPGRADED");

    static final HttpStatus OK = new HttpStatus(200, "OK");
    static final HttpStatus CREATED = new HttpStatus(201, "Created");
    static final HttpStatus NO_CONTENT = new HttpStatus(204, "No Content");
    static final HttpStatus NOT_MODIFIED = new HttpStatus(304, "Not Modified");
    static final HttpStatus BAD_REQUEST = new HttpStatus(400, "Bad Request");
    static final HttpStatus UNAUTHORIZED = new HttpStatus(401, "Unauthorized");
    static final HttpStatus FORBIDDEN = new HttpStatus(403, "Forbidden");
    static final HttpStatus NOT_FOUND = new HttpStatus(404, "Not Found");
    static final HttpStatus CONFLICT = new HttpStatus(409, "Conflict");
    static final HttpStatus INTERNAL_SERVER_ERROR = new HttpStatus(500, "Internal Server Error");
    static final HttpStatus NOT_IMPLEMENTED = new HttpStatus(501, "Not Implemented");
    static final HttpStatus SERVICE_UNAVAILABLE = new HttpStatus(503, "Service Unavailable");
}
