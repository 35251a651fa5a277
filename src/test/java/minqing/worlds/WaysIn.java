package minqing.worlds;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How an accusation gets into the application, and what those who receive it do there: in the calls of REST. */
final class WaysIn {

    /** What is read of the problem that one becomes when it is none; the day it is found out it is reported in these words. */
    Map<String, Object> ordinary(Accusation said) {
        return Person.fields(
                "title",
                said.title(),
                "content",
                said.content(),
                "village",
                said.village(),
                "category",
                "other",
                "urgency",
                "normal");
    }

    /** Reports it, and remembers it by the name. */
    void report(World world, String name, String reporter, Accusation said) throws Exception {
        Map<String, Object> report = words(said);
        report.put("village", said.village());
        world.remember(
                name,
                world.person(reporter)
                        .postAside("/api/accusations", report)
                        .at("/code")
                        .asText());
    }

    /** As one of the problems of an outing. */
    Map<String, Object> broughtHome(Accusation said) {
        Map<String, Object> problem = words(said);
        problem.put("accusation", true);
        return problem;
    }

    private static Map<String, Object> words(Accusation said) {
        return Person.fields(
                "title",
                said.title(),
                "content",
                said.content(),
                "concerns",
                said.accused(),
                "named",
                true,
                "contact",
                "化名 0000-1234567",
                "bypassDiscipline",
                said.bypassing());
    }

    /** The same reception of an outing, at which it was said. */
    Map<String, Object> received(Map<String, Object> reception, Accusation said) {
        Map<String, Object> marked = new HashMap<>(reception);
        marked.put("accusation", true);
        marked.put("concerns", said.accused());
        marked.put("bypassDiscipline", said.bypassing());
        return marked;
    }

    /**
     * The ordinary row that is paired with one at which an accusation was made: of that the outing keeps the neutral summary,
     * which therefore is all that it says here.
     */
    Map<String, Object> receivedOrdinarily(Map<String, Object> reception) {
        Map<String, Object> ordinary = new HashMap<>(reception);
        ordinary.put("matter", reception.get("summary"));
        return ordinary;
    }

    /** Remembers what an outing brought. */
    void remember(World world, String name, JsonNode outing) throws Exception {
        List<JsonNode> codes = world.rows("select code from accusation where outing = '"
                + outing.at("/id").asText() + "' order by place, code");
        if (codes.isEmpty()) {
            throw new AssertionError("no accusation came of " + outing);
        }
        world.remember(name, codes.get(0).at("/code").asText());
    }

    /** What the office fills in beside {@code refer-discipline}. */
    Map<String, Object> referred(World world, Accusation said) throws Exception {
        List<String> names = new ArrayList<>();
        for (String account : said.accused()) {
            names.add(world.value("select first_ || last_ from act_id_user where id_ = '" + account + "'"));
        }
        return Map.of("accused", String.join("、", names));
    }

    /** Remembers what became of a problem that was referred. */
    void rememberReferred(World world, String name, String problem) throws Exception {
        world.remember(name, world.value("select code from accusation where problem = '" + problem + "'"));
    }

    /** Adds a file, as its reporter. */
    void attach(World world, String name, String reporter) throws Exception {
        world.person(reporter)
                .attach(
                        "/api/accusations/" + world.remembered(name) + "/attachments",
                        "材料" + name + ".txt",
                        "检举材料，" + name);
    }

    void stepBack(World world, String name, String receiver) throws Exception {
        act(world, name, receiver, "recuse", Map.of());
    }

    void receive(World world, String name, String receiver) throws Exception {
        act(world, name, receiver, "open", Map.of());
        act(world, name, receiver, "complete", Map.of("outcome", "receive"));
    }

    /** Finds it to be one, and tells whoever reported it. */
    void settle(World world, String name, String receiver, String outcome) throws Exception {
        act(world, name, receiver, "complete", Map.of("outcome", outcome, "reason", "经核查"));
        if (step(world, name).equals("tell")) {
            act(world, name, receiver, "complete", Map.of("outcome", "told", "told", "已按规定处理"));
        }
    }

    /** Finds it to be none: the problem is remembered by the name with {@code problem} behind it. */
    void release(World world, String name, String receiver, Accusation said) throws Exception {
        Map<String, Object> fields = ordinary(said);
        fields.putAll(Map.of("outcome", "not-an-accusation", "reason", "属一般问题"));
        act(world, name, receiver, "complete", fields);
        world.remember(
                name + "problem",
                world.value("select registered_as from accusation where code = '" + world.remembered(name) + "'"));
    }

    private static String step(World world, String name) throws Exception {
        return world.value("select step from accusation where code = '" + world.remembered(name) + "'");
    }

    private static void act(World world, String name, String receiver, String deed, Map<String, Object> fields)
            throws Exception {
        world.person(receiver).postAside("/api/accusations/" + world.remembered(name) + "/" + deed, fields);
    }
}
