package minqing.bureau.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import minqing.platform.fault.StartRefused;
import org.apache.catalina.valves.RemoteIpValve;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;

class TrustedProxiesTest {

    @Test
    void onlyTheConfiguredAddressesAreBelieved() {
        String trusted = trusted(List.of("10.1.2.3", " 2001:db8::7 "));
        assertThat("10.1.2.3").matches(trusted);
        assertThat("2001:db8:0:0:0:0:0:7").matches(trusted);
        for (String other : List.of("10.1.2.30", "10x1x2x3", "127.0.0.1", "192.168.0.1")) {
            assertThat(other).doesNotMatch(trusted);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "proxy.example",
                ".*",
                "10.0.0.0/8",
                "localhost",
                "1.2.3.4.5",
                "1.2",
                "1.2.3",
                "167903",
                "1.2.3.256"
            })
    void whatIsNoAddressStopsTheStart(String wrong) {
        assertThatThrownBy(() -> new TrustedProxies(List.of(wrong)))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("MINQING_TRUSTED_PROXIES");
    }

    private static String trusted(List<String> addresses) {
        RemoteIpValve valve = new RemoteIpValve();
        TomcatServletWebServerFactory factory = new TomcatServletWebServerFactory();
        factory.addEngineValves(valve);
        new TrustedProxies(addresses).customize(factory);
        return valve.getInternalProxies();
    }
}
