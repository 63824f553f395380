using ActiveReach.Campaigns;
using ActiveReach.Channels;
using ActiveReach.Conversions;
using ActiveReach.Delivery;
using ActiveReach.Delivery.Conversions;
using ActiveReach.Ids;

namespace ActiveReach.Tests.Conversions;

/// <summary>Which message something is credited to. Times are hours after noon.</summary>
public sealed class LastTouchTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("first 0, second 2", 3, "second")]
    [InlineData("first 0, second 2", 1, "first")]
    [InlineData("first 0 clicked 1, second 2", 3, "first")]
    [InlineData("first 0 clicked 1, second 2 clicked 2.5", 3, "second")]
    [InlineData("first 0 clicked 2.5, second 1 clicked 2", 3, "first")]
    [InlineData("first 0 clicked 4, second 2", 3, "second")]
    [InlineData("first 0 clicked 3, second 2", 3, "first")]
    [InlineData("first 0", 24, "first")]
    [InlineData("first 0, second 2", 25, "second")]
    [InlineData("first 0 clicked 1, second 20", 25, "second")]
    [InlineData("first 0", 24.1, "")]
    [InlineData("first 1", 0.9, "")]
    public void The_latest_click_in_a_window_is_credited_and_without_any_the_latest_hand_over(string messages, double at, string expected)
    {
        var candidates = messages.Split(", ").Select(Message).ToList();
        var credited = LastTouch.Credit(candidates, [ActAt(at)], []);
        Assert.Equal(expected, credited.SingleOrDefault()?.Message.Run.Campaign.Value ?? "");
        Assert.Equal(credited, LastTouch.Credit([.. candidates.AsEnumerable().Reverse()], [ActAt(at)], []));
    }

    [Fact]
    public void Somebody_is_counted_once_in_a_run_whatever_else_they_do_and_also_when_what_they_did_first_has_gone()
    {
        var candidate = Message("first 0");
        var once = LastTouch.Credit([candidate], [ActAt(3), ActAt(2)], []);
        Assert.Equal((Noon.AddHours(2), true), (Assert.Single(once).At, once[0].IsFirst));
        Assert.Equal(once, LastTouch.Credit([candidate], [ActAt(3)], once));

        var all = LastTouch.Credit([candidate with { Goal = candidate.Goal with { Count = ConversionCount.All } }], [ActAt(3), ActAt(2)], []);
        Assert.Equal([true, false], all.Select(each => each.IsFirst));
    }

    [Fact]
    public void What_no_campaign_counts_is_credited_to_none() => Assert.Empty(LastTouch.Credit([Message("first 0")], [ActAt(1) with { Type = "looked" }], []));

    private static Act ActAt(double hour) => new("bought", Noon.AddHours(hour), $"event:{hour}", null, null, "USD");

    private static Candidate Message(string text)
    {
        var words = text.Split(' ');
        var row = new LedgerRow
        {
            Address = new LedgerAddress(RunId.Of(new CampaignId(words[0]), 1), 0, BatchNumber.Of(Stage.Rest, Channel.Sms, 0).Value, 0),
            Campaign = new CampaignId(words[0]),
            Contact = new ContactId(1),
            Channel = Channel.Sms,
            State = LedgerState.Delivered,
            HandedAt = Hour(words[1]),
            ClickedAt = words.Length > 2 ? Hour(words[3]) : null,
        };
        return new Candidate(row, row, new ConversionGoal { Event = "bought", Window = TimeSpan.FromDays(1) });
    }

    private static DateTimeOffset Hour(string text) => Noon.AddHours(double.Parse(text, System.Globalization.CultureInfo.InvariantCulture));
}
