using System.Text.RegularExpressions;
using ActiveReach.Audiences.Expressions;
using ActiveReach.Inputs;
using ActiveReach.Problems;

namespace ActiveReach.Audiences.Behaviour;

/// <summary>Reads conditions on behaviour: <c>did</c> and <c>event</c>.</summary>
internal static partial class BehaviourReader
{
    private const int MostTimes = 1000;
    private static readonly TimeSpan LongestAgo = TimeSpan.FromDays(3660);

    public static Expression? Did(InputValue json)
    {
        var good = HasOnly(json, "did", "campaign", "within");
        var did = json.Member("did");
        Deed? deed = EnumNames.TryParse<Deed>(did.AsText, out var known) ? known : null;
        if (deed is null)
            did.Note("unknown_value", $"did is {did.Quoted}: use one of {EnumNames.All<Deed>()}.");
        var within = Within(json, ref good);
        var campaign = json.Find("campaign");
        if (campaign is { } named && (named.AsText is not { } id || !CampaignShape().IsMatch(id)))
            good = Refuse(named, "invalid_value", $"campaign is {named.Quoted}: give the id of one, e.g. cmp_123, or leave it out for any campaign.");
        return good && deed is not null ? new DidCondition(deed.Value, campaign?.AsText, within) : null;
    }

    /// <param name="content">Reads the conditions on the event's content.</param>
    public static Expression? Event(InputValue json, Func<InputValue, Expression?> content)
    {
        var good = HasOnly(json, "event", "where", "atLeast", "within");
        var named = json.Member("event");
        var type = named.AsText;
        if (type is null || !TypeShape().IsMatch(type))
            good = Refuse(named, "invalid_value", $"event is {named.Quoted}: name a type of 1 to 64 of a-z, 0-9, _, . and -, e.g. order_placed.");
        var within = Within(json, ref good);
        var times = json.Find("atLeast");
        if (times is { AsWhole: not (>= 1 and <= MostTimes) } wrong)
            good = Refuse(wrong, "out_of_range", $"atLeast is {wrong.Quoted}: give a whole number from 1 to {MostTimes}. For no such event, put the condition in not.");
        Expression? where = null;
        if (json["where"] is { IsEmptyObject: false } conditions)
        {
            where = content(conditions);
            good &= where is not null;
        }

        return good ? new EventCondition(type!, where, times?.AsWhole ?? 1, within) : null;
    }

    private static TimeSpan? Within(InputValue json, ref bool good)
    {
        if (json.Find("within") is not { } within)
            return null;
        if (IsoDurationConverter.TryParse(within.AsText, out var time) && time > TimeSpan.Zero && time <= LongestAgo)
            return time;
        good = Refuse(within, "invalid_duration", $"within is {within.Quoted}: write a time above zero and up to ten years in days and smaller units, e.g. \"P30D\" or \"PT6H\"; months and years have no fixed length.");
        return null;
    }

    private static bool HasOnly(InputValue json, params ReadOnlySpan<string> members) => json.Unknown(members) is not var (name, value)
        || Refuse(value, "unknown_field", $"A condition on behaviour has {string.Join(", ", members.ToArray())}, not '{name}'.");

    private static bool Refuse(InputValue value, string code, string message)
    {
        value.Note(code, message);
        return false;
    }

    [GeneratedRegex(@"\Acmp_[A-Za-z0-9_-]{1,60}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CampaignShape();

    [GeneratedRegex(@"\A[a-z0-9_.-]{1,64}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TypeShape();
}
