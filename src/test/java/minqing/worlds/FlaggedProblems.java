package minqing.worlds;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** An accusation as a problem with a flag. */
final class FlaggedProblems implements WaysIn {

    @Override
    public void report(World world, String name, String reporter, Accusation said) throws Exception {
        Map<String, Object> report = problem(world, said);
        report.put("village", said.village());
        world.remember(
                name,
                world.person(reporter).postAside("/api/problems", report).at("/number").asText());
    }

    @Override
    public Map<String, Object> broughtHome(World world, Accusation said) throws Exception {
        return problem(world, said);
    }

    private static Map<String, Object> problem(World world, Accusation said) throws Exception {
        return new HashMap<>(Map.of(
                "title",
                said.title(),
                "content",
                said.content(),
                "category",
                "other",
                "contact",
                "化名 0000-1234567",
                "accusation",
                true,
                "accused",
                names(world, said.accused())));
    }

    @Override
    public Map<String, Object> received(World world, Map<String, Object> reception, Accusation said) {
        return reception;
    }

    @Override
    public void remember(World world, String name, JsonNode outing) {
        for (JsonNode problem : outing.at("/problems")) {
            world.remember(name, problem.at("/number").asText());
        }
    }

    @Override
    public Map<String, Object> referred(World world, Accusation said) throws Exception {
        return Map.of("accused", names(world, said.accused()));
    }

    @Override
    public void rememberReferred(World world, String name, String problem) {
        world.remember(name, problem);
    }

    @Override
    public void attach(World world, String name, String reporter) throws Exception {
        world.person(reporter)
                .attach(
                        "/api/problems/" + world.remembered(name) + "/attachments",
                        "材料" + name + ".txt",
                        "检举材料，" + name);
    }

    @Override
    public Map<String, Object> ordinary(Accusation said) {
        return Map.of(
                "title",
                said.title(),
                "content",
                said.content(),
                "village",
                said.village(),
                "category",
                "other",
                "contact",
                "化名 0000-1234567");
    }

    @Override
    public void decide(World world, String name, String receiver, String outcome) throws Exception {
        String number = world.remembered(name);
        if (outcome.equals("receive")
                || outcome.equals("recuse")
                || !world.hasTask(number, "discipline-intake")) {
            return;
        }
        world.person(receiver)
                .postAside(
                        "/api/tasks/" + world.task(number, "discipline-intake") + "/complete",
                        Map.of(
                                "outcome",
                                outcome.equals("settled") ? "refer-discipline" : outcome,
                                "reason",
                                "经初步核查"));
        if (outcome.equals("not-an-accusation")) {
            world.remember(name + "problem", number);
        }
    }

    static String names(World world, List<String> accounts) throws Exception {
        return world
                .rows("select last_, first_ from act_id_user where id_ in ("
                        + accounts.stream().map(one -> "'" + one + "'").collect(Collectors.joining(",")) + ") order by id_")
                .stream()
                .map(row -> row.at("/last_").asText() + row.at("/first_").asText())
                .collect(Collectors.joining("、"));
    }
}
