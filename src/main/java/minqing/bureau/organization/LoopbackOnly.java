package minqing.bureau.organization;

import java.net.InetAddress;
import org.springframework.boot.web.server.ConfigurableWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;

/** A demonstration that nobody asked for is reached from its own machine only: everybody knows its password. */
@Component
class LoopbackOnly implements WebServerFactoryCustomizer<ConfigurableWebServerFactory>, Ordered {

    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    private final Demonstration demonstration;

    LoopbackOnly(Demonstration demonstration) {
        this.demonstration = demonstration;
    }

    @Override
    public void customize(ConfigurableWebServerFactory server) {
        if (demonstration.confined()) {
            server.setAddress(loopback());
        }
    }

    /** After the customizer that applies {@code server.address}, which must not open what stays closed. */
    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE;
    }

    private static InetAddress loopback() {
        try {
            return InetAddress.getByAddress(LOOPBACK);
        } catch (java.net.UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
