package minqing.bureau.access;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import minqing.platform.fault.StartRefused;
import org.apache.catalina.valves.RemoteIpValve;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;

/**
 * From whom {@code X-Forwarded-For}, {@code -Proto}, {@code -Host} and {@code -Port} are believed: the proxies of
 * {@code MINQING_TRUSTED_PROXIES}, by default those on this machine. From anybody else they say nothing.
 */
@Component
class TrustedProxies implements WebServerFactoryCustomizer<TomcatServletWebServerFactory>, Ordered {

    /** Four numbers, or one with colons: Java takes 1.2 for 1.0.0.2, which nobody means. Nothing else is looked up as a name. */
    private static final Pattern ADDRESS =
            Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    private final String trusted;

    /** @throws StartRefused when something in the list is no address */
    TrustedProxies(@Value("${minqing.trusted-proxies:127.0.0.1,::1}") List<String> addresses) {
        this.trusted =
                addresses.stream().map(TrustedProxies::pattern).distinct().collect(Collectors.joining("|"));
    }

    /** After Spring Boot's, which makes the valve and would believe every private network. */
    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE;
    }

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.getEngineValves().stream()
                .filter(RemoteIpValve.class::isInstance)
                .map(RemoteIpValve.class::cast)
                .forEach(valve -> valve.setInternalProxies(trusted));
    }

    /** The server compares with an address as Java writes it. */
    private static String pattern(String address) {
        String given = address.strip();
        try {
            if (ADDRESS.matcher(given).matches()) {
                return Pattern.quote(InetAddress.getByName(given).getHostAddress());
            }
        } catch (UnknownHostException none) {
            // The same answer.
        }
        throw new StartRefused("MINQING_TRUSTED_PROXIES 中的“" + given + "”不是 IP 地址：请填反向代理的地址，用逗号分隔。"
                + " MINQING_TRUSTED_PROXIES holds \"" + given
                + "\", which is no IP address: give those of your proxies,"
                + " separated by commas.");
    }
}
