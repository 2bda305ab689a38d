package io.fenghuo.cli;

import io.fenghuo.app.Doctor.Finding;
import io.fenghuo.app.Doctor.Grade;
import io.fenghuo.app.Settings;
import java.util.List;
import java.util.Locale;

/** {@code doctor}: looks at everything a service needs; exit 1 when something failed. */
@picocli.CommandLine.Command(name = "doctor")
final class Doctor extends Acting {
    Doctor(Surroundings around) {
        super(around);
    }

    @Override
    int work(Settings settings) {
        List<Finding> findings = new io.fenghuo.app.Doctor(settings).examine();
        for (Finding one : findings) {
            String grade = one.grade().name().toLowerCase(Locale.ROOT);
            print(
                    json()
                            ? Json.line(one)
                            : around().say("doctor." + grade) + "  " + one.about() + "  " + plain(one.words()));
        }
        long failed =
                findings.stream().filter(one -> one.grade() == Grade.FAILED).count();
        long warned =
                findings.stream().filter(one -> one.grade() == Grade.WARNING).count();
        tell(failed == 0 ? "doctor.well" : "doctor.ill", failed, warned);
        return failed == 0 ? OK : NO;
    }
}
