using ActiveReach.Stories.Client;

namespace ActiveReach.Stories.Audiences;

/// <summary>Somebody leaves another tool: its exports are dropped in as they were downloaded.</summary>
public sealed class LeavingAToolTests
{
    private const string Mailchimp = """
        "Email Address","First Name",MEMBER_RATING,OPTIN_TIME,CONFIRM_TIME,UNSUB_TIME,CLEAN_TIME,LEID,EUID
        ana@x.example,Ana,2,"2024-01-02 03:04:05","2024-01-02 03:05:00",,,1,a
        bo@x.example,Bo,2,"2023-01-02 03:04:05","2023-01-02 03:05:00","2024-02-03 04:05:06",,2,b
        cy@x.example,Cy,1,,"2022-01-02 03:05:00",,"2024-02-03 04:05:06",3,c
        di@x.example,Di,2,,,,,4,d
        """;

    private const string Shopify = """
        Customer ID,First Name,Last Name,Email,Accepts Email Marketing,Default Address City,Phone,Accepts SMS Marketing,Total Spent,Total Orders,Tags
        '6940095564,Ed,E,ed@x.example,yes,Pune,'+15125550143,no,19.90,1,VIP
        '6940095565,Fay,F,fay@x.example,no,Goa,,no,0.00,0,
        """;

    /// <summary>The workspace takes consent for granted where a file says nothing of it; these files tell it of some, so the others gave none.</summary>
    [Fact]
    public async Task Exports_of_Mailchimp_and_Shopify_are_dropped_in_and_the_campaign_goes_to_those_who_said_yes()
    {
        await using var story = await StoryHost.StartAsync(settings: [("Sandbox:ReplyRate", "0"), ("Sandbox:StopRate", "0"), ("Sandbox:DeliveredRate", "1")]);
        await story.Api.ImportAsync(Mailchimp);
        await story.Api.ImportAsync(Shopify);
        story.LetTimePass();
        var definition = Some.Campaign();
        definition["channels"] = new[] { new { channel = "email" } };
        definition["variants"] = new[] { new { id = "A", content = new { email = new { subject = "We have moved", text = "Hi {{first_name}}" } } } };
        var campaign = await story.Api.LaunchAsync(definition);
        await story.Api.UntilStatusAsync(campaign, "complete");

        Assert.Equal(["ana@x.example", "ed@x.example"], Witness.Of(story.Outbox, campaign).Select(line => (string)line["to"]!).Order(StringComparer.Ordinal));
    }
}
