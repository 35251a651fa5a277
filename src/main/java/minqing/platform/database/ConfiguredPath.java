package minqing.platform.database;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import minqing.platform.fault.StartRefused;

/** A directory that a setting names. */
public final class ConfiguredPath {

    /** What Java makes of a byte that it can't read. */
    private static final char UNREADABLE = '\uFFFD';

    private ConfiguredPath() {}

    /**
     * The directory, absolute. Under a locale such as POSIX, names are ASCII for Java: a Chinese one can't be opened.
     *
     * @param setting the name of the setting, for the error message
     * @throws StartRefused when the path has characters that this machine's locale can't write
     */
    public static Path of(String configured, String setting) {
        try {
            Path path = Path.of(configured).toAbsolutePath().normalize();
            if (path.toString().indexOf(UNREADABLE) < 0) {
                return path;
            }
        } catch (InvalidPathException unreadable) {
            // The same answer.
        }
        String encoding = System.getProperty("sun.jnu.encoding");
        throw new StartRefused(setting + " 所指目录的路径含有系统语言环境（" + encoding + "）无法表示的字符：请以 LC_ALL=C.UTF-8 启动，或改用只含英文字母的路径。"
                + " The path has characters that the locale of this system (" + encoding
                + ") can't write: start with LC_ALL=C.UTF-8, or set " + setting + " to a path in plain letters.");
    }
}
