package minqing.worlds;

import java.util.Map;

/** How an accusation gets into the application, and what those who receive it do there: in the calls of REST. */
interface WaysIn {

    /** Reports it, and remembers it by the name. */
    void report(World world, String name, String reporter, Accusation said) throws Exception;

    /** As one of the problems of an outing. */
    Map<String, Object> broughtHome(World world, Accusation said) throws Exception;

    /** A reception of an outing at which it was said; without, it is the same reception. */
    Map<String, Object> received(World world, Map<String, Object> reception, Accusation said) throws Exception;

    /** Remembers what an outing brought. */
    void remember(World world, String name, com.fasterxml.jackson.databind.JsonNode outing) throws Exception;

    /** What the office fills in beside {@code refer-discipline}. */
    Map<String, Object> referred(World world, Accusation said) throws Exception;

    /** Remembers what became of a problem that was referred. */
    void rememberReferred(World world, String name, String problem) throws Exception;

    /** Adds a file, as its reporter. */
    void attach(World world, String name, String reporter) throws Exception;

    /** The ordinary report that is paired with one that is found not to be an accusation. */
    Map<String, Object> ordinary(Accusation said);

    /**
     * A step of whoever receives it: {@code receive}, {@code recuse}, {@code settled}, {@code not-an-accusation}, which
     * remembers the number of the problem that is registered by the name with {@code problem} behind it.
     */
    void decide(World world, String name, String receiver, String outcome) throws Exception;
}
