using System.Text.Json;
using ActiveReach.Problems;
using ActiveReach.Values;

namespace ActiveReach.Audiences.Segments;

/// <summary>Ready segments for each goal.</summary>
public static class SuggestedSegments
{
    private static readonly SegmentDefinition[] All =
    [
        Of(CampaignGoals.WinBack, "Customers who stayed away", "Ordered before, but not in the last 90 days.",
            """{"all":[{"event":"order_placed"},{"not":{"event":"order_placed","within":"P90D"}}]}"""),
        Of(CampaignGoals.CartRecovery, "Left a cart", "Left a cart in the last 3 days and has not ordered since then.",
            """{"all":[{"event":"cart_abandoned","within":"P3D"},{"not":{"event":"order_placed","within":"P3D"}}]}"""),
        Of(CampaignGoals.ReorderReminder, "Due for another order", "Ordered 30 to 60 days ago, and not since.",
            """{"all":[{"event":"order_placed","within":"P60D"},{"not":{"event":"order_placed","within":"P30D"}}]}"""),
        Of(CampaignGoals.Birthday, "Birthday within the month", "The next birthday is at most 30 days away.",
            """{"field":"days_to_birthday","op":"lte","value":30}"""),
        Of(CampaignGoals.FeedbackRequest, "Ordered lately", "Ordered in the last 14 days.",
            """{"event":"order_placed","within":"P14D"}"""),
        Of(CampaignGoals.ProductLaunch, "Engaged lately", "Opened, clicked, replied or ordered in the last 90 days.",
            """{"any":[{"did":"clicked","within":"P90D"},{"did":"replied","within":"P90D"},{"did":"opened","within":"P90D"},{"event":"order_placed","within":"P90D"}]}"""),
    ];

    public static IReadOnlyList<SegmentDefinition> For(string goal) => [.. All.Where(one => one.Goals!.Contains(goal))];

    /// <summary>The goal of this name.</summary>
    /// <exception cref="InvalidInputException">There is none.</exception>
    public static string GoalOf(string? name) => name is not null && CampaignGoals.All.Contains(name)
        ? name
        : throw new InvalidInputException("goal", name is null ? "required" : "unknown_value", $"goal is {(name is null ? "missing" : $"'{(name.Length > 40 ? name[..40] : name)}'")}: name one of {string.Join(", ", CampaignGoals.All)}.");

    private static SegmentDefinition Of(string goal, string name, string description, string where) =>
        new(Name: name, Description: description, Goals: [goal], Where: JsonElement.Parse(where));
}
