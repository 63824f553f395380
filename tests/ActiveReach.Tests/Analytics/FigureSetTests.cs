using ActiveReach.Analytics;
using ActiveReach.Delivery;

namespace ActiveReach.Tests.Analytics;

public sealed class FigureSetTests
{
    [Fact]
    public void Every_figure_of_the_ledger_is_shown_under_its_own_name()
    {
        var ledger = new LedgerFigures();
        var numbers = typeof(LedgerFigures).GetProperties().Where(figure => figure.PropertyType == typeof(long)).ToList();
        for (var place = 0; place < numbers.Count; place++)
            numbers[place].SetValue(ledger, place + 1L);

        var shown = FigureSet.Of(ledger);

        Assert.All(numbers, figure => Assert.Equal(figure.GetValue(ledger), typeof(FigureSet).GetProperty(figure.Name)?.GetValue(shown)));
    }
}
