package minqing.inbox;

/**
 * Something known about a case.
 *
 * @param label Chinese name
 * @param value Chinese words, already masked for the reader
 */
public record Fact(String label, String value) {}
