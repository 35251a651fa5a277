package minqing.bureau.organization;

/** A unit came or got another name; its groups are made. Published in the transaction of the change. */
public record UnitsChanged() {}
