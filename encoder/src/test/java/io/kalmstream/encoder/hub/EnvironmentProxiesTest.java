package io.kalmstream.encoder.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EnvironmentProxiesTest {
    private static final URI HUB = URI.create("https://huggingface.co/x");
    private static final ProxySelector NONE = ProxySelector.of(null);

    @Test
    void select_noVariables_isDirect() {
        assertThat(new EnvironmentProxies(Map.of(), NONE).select(HUB)).containsExactly(Proxy.NO_PROXY);
    }

    @Test
    void select_variableOfTheScheme_isUsed() {
        Map<String, String> environment = Map.of("HTTPS_PROXY", "http://proxy:3128", "http_proxy", "other:1");

        assertThat(new EnvironmentProxies(environment, NONE).select(HUB)).containsExactly(proxy("proxy", 3128));
        assertThat(new EnvironmentProxies(environment, NONE).select(URI.create("http://hub/x")))
                .containsExactly(proxy("other", 1));
    }

    @Test
    void select_excludedHost_isDirect() {
        Map<String, String> environment = Map.of("ALL_PROXY", "http://proxy:3128", "NO_PROXY", "local, .co");

        assertThat(new EnvironmentProxies(environment, NONE).select(HUB)).containsExactly(Proxy.NO_PROXY);
        assertThat(new EnvironmentProxies(environment, NONE).select(URI.create("https://hub.com/")))
                .containsExactly(proxy("proxy", 3128));
    }

    @Test
    void select_javasOwnProperty_wins() {
        ProxySelector own = ProxySelector.of(InetSocketAddress.createUnresolved("own", 1));

        assertThat(new EnvironmentProxies(Map.of("https_proxy", "http://proxy:3128"), own).select(HUB))
                .isEqualTo(own.select(HUB));
    }

    @Test
    void select_proxyWithPassword_isRefusedWithoutQuotingIt() {
        EnvironmentProxies proxies = new EnvironmentProxies(Map.of("https_proxy", "http://me:secret@proxy:1"), NONE);

        assertThatThrownBy(() -> proxies.select(HUB))
                .hasMessageContaining("HTTPS_PROXY")
                .hasMessageNotContaining("secret");
    }

    private static Proxy proxy(String host, int port) {
        return new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(host, port));
    }
}
