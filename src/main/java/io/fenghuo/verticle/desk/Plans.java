package io.fenghuo.verticle.desk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.fenghuo.incident.Policy;
import io.fenghuo.store.StoreException;
import io.fenghuo.store.Tx;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The policies incidents were opened under: a running incident keeps its own, whatever the file says by now. Threadsafe. */
final class Plans {
    private static final ObjectMapper JSON = new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private static final Logger LOG = LoggerFactory.getLogger(Plans.class);

    private final Map<String, Policy> known = new ConcurrentHashMap<>();
    private final Set<String> lost = ConcurrentHashMap.newKeySet();

    /** Keeps the policy a new incident opens under. */
    Policy keep(Tx tx, Policy policy) {
        if (tx.incidents().plan(policy.id()).isEmpty()) {
            try {
                tx.incidents().savePlan(policy.id(), JSON.writeValueAsString(policy));
            } catch (JsonProcessingException impossible) {
                throw new StoreException("policy " + policy.id() + " cannot be written as JSON", impossible);
            }
        }
        return policy;
    }

    /**
     * The policy of this id, as it was when it was kept; {@code present} when the store has lost it, so that its incidents' clocks run on. That is
     * logged once for each present one.
     */
    Policy of(Tx tx, String id, Policy present) {
        Policy policy = known.get(id);
        if (policy == null) {
            String kept = tx.incidents().plan(id).orElse(null);
            if (kept == null) {
                if (lost.add(id + "/" + present.id())) {
                    LOG.error("policy {} is not in the store; its incidents go on under the present one", id);
                }
                return present;
            }
            policy = read(id, kept);
            known.put(id, policy);
        }
        return policy;
    }

    private static Policy read(String id, String json) {
        try {
            return JSON.readValue(json, Policy.class);
        } catch (JsonProcessingException broken) {
            throw new StoreException("policy " + id + " in the store cannot be read", broken);
        }
    }
}
