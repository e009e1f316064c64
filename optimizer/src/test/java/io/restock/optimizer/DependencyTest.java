package io.restock.optimizer;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What the innermost module may know. */
@AnalyzeClasses(packages = "io.restock", importOptions = ImportOption.DoNotIncludeTests.class)
class DependencyTest {
    @ArchTest
    static final ArchRule domainKnowsOnlyJava =
            classes()
                    .that()
                    .resideInAPackage("io.restock.domain..")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage("io.restock.domain..", "java..");

    @ArchTest
    static final ArchRule optimizerKnowsTheDomainAndJenetics =
            classes()
                    .that()
                    .resideInAPackage("io.restock.optimizer..")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            "io.restock.optimizer..",
                            "io.restock.domain..",
                            "io.jenetics..",
                            "org.jspecify..",
                            "java..");
}
