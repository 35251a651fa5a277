package minqing.work.attachment;

import java.util.Locale;

/** Sizes as people read them. */
final class Sizes {

    private static final long KILO = 1024;

    private Sizes() {}

    /** {@code 340 B}, {@code 12 KB}, {@code 1.5 MB}, {@code 20 MB}. */
    static String of(long bytes) {
        if (bytes < KILO) {
            return bytes + " B";
        }
        if (bytes < KILO * KILO) {
            return (bytes + KILO / 2) / KILO + " KB";
        }
        String mega = String.format(Locale.ROOT, "%.1f", (double) bytes / (KILO * KILO));
        return (mega.endsWith(".0") ? mega.substring(0, mega.length() - 2) : mega) + " MB";
    }
}
