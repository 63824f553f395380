using System.Globalization;
using ActiveReach.Delivery;

namespace ActiveReach.Analytics;

/// <summary>Says what figures mean that a reader would have to guess at.</summary>
internal static class Explanations
{
    public static IReadOnlyDictionary<string, string> Of(LedgerFigures figures, bool isFinal)
    {
        var explained = new Dictionary<string, string>(StringComparer.Ordinal);
        if (figures.Uncertain > 0)
        {
            explained["uncertain"] = $"{People(figures.Uncertain)} may or may not have got the message: the call to the carrier ended without an answer, and nothing was sent again so that nobody gets it twice. "
                + $"They are a part of pending and not of sent. {(isFinal ? "No report told what became of them in the time that reports have, so it stays unknown." : "A report of the carrier, a click or a reply settles it.")}";
        }

        if (isFinal && figures.Pending > figures.Uncertain)
        {
            explained["pending"] = $"For {People(figures.Pending - figures.Uncertain)} the carrier took the message and never reported whether it arrived. They are a part of sent; whether they were reached stays unknown.";
        }

        return explained;
    }

    private static string People(long count) => count == 1 ? "1 recipient" : $"{count.ToString("N0", CultureInfo.InvariantCulture)} recipients";
}
