package dev.dunlin.http.wire;

/**
 * How large the head of a request may be.
 *
 * @param maxRequestLine in bytes, its CRLF not counted
 * @param maxFields the number of field lines
 * @param maxFieldBytes all field lines together in bytes, each with its CRLF
 */
public record HeadLimits(int maxRequestLine, int maxFields, int maxFieldBytes) {}
