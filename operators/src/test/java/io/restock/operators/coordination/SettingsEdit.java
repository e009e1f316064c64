package io.restock.operators.coordination;

/** The settings of the shop, to be changed where a test says so. */
final class SettingsEdit {
    private int rounds = 3;
    private long baseSeed = 7;
    private PlannerChoice planner = PlannerChoice.ORDER_UP_TO;
    private double demandCorrelation = 0.1;
    private double serviceFactor = 1;
    private double alertProbability = 0.3;
    private int firstCycle = Shop.MONDAY;
    private int keepClosedOrdersDays = 30;
    private int acknowledgementDays = 2;
    private int overdueDays = 3;
    private double holdOrdersAbove;
    private int forecastExpectedDays = 7;
    private int forecastPatienceMinutes = 1440;
    private int planWithinMinutes = 2880;
    private int searchSeconds = 60;
    private OrderSettings orders = new OrderSettings(0, 720, 500, false, 0, 0.8, 20, 50);

    CoordinationSettings settings() {
        return new CoordinationSettings(
                rounds,
                baseSeed,
                planner,
                demandCorrelation,
                serviceFactor,
                alertProbability,
                firstCycle,
                keepClosedOrdersDays,
                acknowledgementDays,
                overdueDays,
                holdOrdersAbove,
                forecastExpectedDays,
                forecastPatienceMinutes,
                planWithinMinutes,
                searchSeconds,
                orders);
    }

    SettingsEdit watching(OrderSettings watched) {
        this.orders = watched;
        return this;
    }

    SettingsEdit optimizer(PlannerChoice choice, int rounds, long baseSeed) {
        this.planner = choice;
        this.rounds = rounds;
        this.baseSeed = baseSeed;
        return this;
    }

    SettingsEdit service(double correlation, double factor, double alertProbability) {
        this.demandCorrelation = correlation;
        this.serviceFactor = factor;
        this.alertProbability = alertProbability;
        return this;
    }

    SettingsEdit firstCycle(int epochDay) {
        this.firstCycle = epochDay;
        return this;
    }

    SettingsEdit orders(int keepClosedDays, int acknowledgementDays, int overdueDays) {
        this.keepClosedOrdersDays = keepClosedDays;
        this.acknowledgementDays = acknowledgementDays;
        this.overdueDays = overdueDays;
        return this;
    }

    SettingsEdit ordersHeldAbove(double money) {
        this.holdOrdersAbove = money;
        return this;
    }

    SettingsEdit forecasts(int expectedDays, int patienceMinutes) {
        this.forecastExpectedDays = expectedDays;
        this.forecastPatienceMinutes = patienceMinutes;
        return this;
    }

    SettingsEdit clock(int planWithinMinutes, int searchSeconds) {
        this.planWithinMinutes = planWithinMinutes;
        this.searchSeconds = searchSeconds;
        return this;
    }
}
