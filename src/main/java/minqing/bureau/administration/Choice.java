package minqing.bureau.administration;

/** One thing that can be chosen in a field. */
record Choice(String value, String label) {}
