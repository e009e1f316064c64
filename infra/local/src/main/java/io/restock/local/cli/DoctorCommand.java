package io.restock.local.cli;

import io.restock.operators.forecast.LstmLayerEngine;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.nd4j.linalg.factory.Nd4j;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Says whether this machine has what the other commands need; exits with 1 when it has not. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description =
                "Checks what this machine has: JDK, cores, memory, native library, ports, disk.")
public final class DoctorCommand implements Callable<Integer> {
    private static final long MIB = 1024L * 1024;
    private static final long NEEDED_MEMORY_MIB = 3_500;
    private static final long NEEDED_DISK_MIB = 2_000;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before a command runs
    private CommandSpec spec;

    /** What was looked at, what was found, whether it will do, and what to do if not. */
    record Finding(String thing, String found, boolean good, String advice) {}

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        boolean healthy = true;
        for (Finding f : findings()) {
            out.printf("%-5s %-15s %s%n", f.good() ? "ok" : "BAD", f.thing(), f.found());
            if (!f.good()) {
                out.printf("      %-15s Maybe %s%n", "", f.advice());
                healthy = false;
            }
        }
        out.flush();
        return healthy ? 0 : 1;
    }

    private static List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        findings.add(java());
        int cores = Runtime.getRuntime().availableProcessors();
        findings.add(
                new Finding(
                        "cores", cores + "", cores >= 2, "the run takes twice as long on one."));
        findings.add(memory());
        findings.add(instructions());
        findings.add(nativeLibrary());
        findings.add(ports());
        findings.add(disk());
        return findings;
    }

    private static Finding java() {
        int version = Runtime.version().feature();
        return new Finding(
                "java",
                Runtime.version() + " in " + System.getProperty("java.home"),
                version >= 17,
                "JAVA_HOME should name a JDK 17 or later.");
    }

    private static Finding memory() {
        long mib =
                ManagementFactory.getOperatingSystemMXBean()
                                instanceof com.sun.management.OperatingSystemMXBean os
                        ? os.getTotalMemorySize() / MIB
                        : 0;
        return new Finding(
                "memory",
                mib + " MiB",
                mib >= NEEDED_MEMORY_MIB,
                "close something; a run needs " + NEEDED_MEMORY_MIB + " MiB with its broker.");
    }

    private static Finding instructions() {
        Path cpu = Path.of("/proc/cpuinfo");
        if (!Files.isReadable(cpu)) {
            return new Finding("avx2", "not known on this system", true, "");
        }
        try {
            boolean avx2 = Files.readString(cpu, StandardCharsets.UTF_8).contains(" avx2");
            return new Finding(
                    "avx2",
                    avx2 ? "yes" : "no: the plain native library is used, forecasts are slower",
                    true,
                    "");
        } catch (IOException e) {
            return new Finding("avx2", e.toString(), true, "");
        }
    }

    private static Finding nativeLibrary() {
        try {
            long start = System.nanoTime();
            String device = LstmLayerEngine.device();
            double two = Nd4j.ones(2).sumNumber().doubleValue();
            return new Finding(
                    "native library",
                    String.format(
                            Locale.ROOT,
                            "%s, loaded in %.1f s",
                            device,
                            (System.nanoTime() - start) / 1e9),
                    two == 2,
                    "the native library computes wrongly on this processor.");
        } catch (LinkageError | RuntimeException e) {
            return new Finding(
                    "native library",
                    FailureMessage.message(e),
                    false,
                    "there is no native build for this system on the class path; see nd4j.classifier in pom.xml.");
        }
    }

    private static Finding ports() {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            return new Finding("free ports", "yes, e.g. " + socket.getLocalPort(), true, "");
        } catch (IOException e) {
            return new Finding("free ports", e.toString(), false, "the loopback device is not up.");
        }
    }

    private static Finding disk() {
        Path temp = Path.of(System.getProperty("java.io.tmpdir"));
        try {
            long mib = Files.getFileStore(temp).getUsableSpace() / MIB;
            return new Finding(
                    "disk",
                    mib + " MiB free in " + temp,
                    mib >= NEEDED_DISK_MIB,
                    "free space there, or name another folder with -Djava.io.tmpdir in RESTOCK_JAVA_OPTS.");
        } catch (IOException e) {
            return new Finding("disk", e.toString(), false, "the folder cannot be written.");
        }
    }
}
