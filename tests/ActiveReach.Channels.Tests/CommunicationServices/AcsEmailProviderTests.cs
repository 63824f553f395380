using ActiveReach.Channels.CommunicationServices;
using ActiveReach.Channels.Vendors;
using Carriers.StandIn.CommunicationServices;
using static ActiveReach.Channels.Tests.CommunicationServices.AcsSetting;

namespace ActiveReach.Channels.Tests.CommunicationServices;

public sealed class AcsEmailProviderTests
{
    [Fact]
    public async Task A_mail_is_taken_as_it_is_with_the_way_out_in_its_headers()
    {
        await using var setting = await StartAsync();
        var answer = await setting.SendMailAsync();

        var taken = Assert.Single(setting.Service.Messages);
        Assert.Equal(new HandOver(HandOverResult.Accepted, taken.MessageId), answer);
        Assert.Equal(("news@shop.example", "c1@example.com", "Grüße", "It's here", "<p>It's here</p>"), (taken.From, taken.To, taken.Subject, taken.Text, taken.Html));
        Assert.Equal(Mail().Headers, taken.Headers);
    }

    [Fact]
    public async Task The_service_does_not_track_what_we_track_and_is_not_asked_how_it_went()
    {
        await using var setting = await StartAsync();
        await setting.SendMailAsync();
        var request = Assert.Single(setting.Service.Requests);
        Assert.True((bool)request.Body!["userEngagementTrackingDisabled"]!);
        Assert.Equal(["content", "headers", "recipients", "senderAddress", "userEngagementTrackingDisabled"], request.Body.AsObject().Select(member => member.Key).Order());
    }

    [Fact]
    public async Task The_id_of_the_operation_follows_from_key_and_first_try()
    {
        var first = Mail();
        await using var setting = await StartAsync();
        setting.Service.Next(AcsFate.TakenAndBroken, AcsFate.TakenAndGarbled);
        await Assert.ThrowsAnyAsync<Exception>(() => setting.SendMailAsync(first));
        var again = await setting.SendMailAsync(first with { Tag = "whatever" });

        Assert.Equal(RepeatKey.Of(first).Id.ToString(), again.MessageId);
        Assert.Single(setting.Service.Messages);
        Assert.Equal(1, setting.Service.Repeats);
        Assert.NotEqual(RepeatKey.Of(first), RepeatKey.Of(first with { FirstSentAt = first.FirstSentAt.AddMilliseconds(1) }));
        Assert.NotEqual(RepeatKey.Of(first), RepeatKey.Of(first with { IdempotencyKey = "run.1:0:0:2" }));
    }

    [Fact]
    public async Task A_sender_that_is_none_of_the_resources_is_named_by_the_services_word()
    {
        await using var setting = await StartAsync();
        setting.Service.Next(AcsFate.Refused(404, "DomainNotLinked"));
        Assert.Equal(new HandOver(HandOverResult.Rejected, null, "domain_not_linked"), await setting.SendMailAsync());
    }

    [Fact]
    public async Task What_the_service_reports_is_read_with_what_finds_the_message()
    {
        await using var setting = await StartAsync();
        await setting.SendMailAsync();
        await setting.SendTextAsync();
        var reader = new AcsEventReader();
        var now = TimeProvider.System.GetUtcNow();
        var reports = setting.Service.Messages.Select(message => (Inbox.MessageReport)reader.Read(System.Text.Encoding.UTF8.GetBytes(message.Report("Delivered", now).ToJsonString()), now)!).ToList();

        Assert.Equal((36, "news@shop.example", null), (reports[0].MessageId!.Length, reports[0].Sender, reports[0].Tag));
        Assert.Equal("run.1:0:0:1", reports[1].Tag);
    }

    [Fact]
    public async Task A_report_of_a_mail_that_has_no_row_means_nothing_and_its_id_is_known_beforehand_where_it_has_one()
    {
        await using var setting = await StartAsync();
        var (counted, trial) = (Mail(1), Mail(2) with { Origin = new MessageOrigin(null, null, null, null, null) });
        Assert.Equal(setting.Mails.IdOf(counted.IdempotencyKey, counted.FirstSentAt), (await setting.SendMailAsync(counted)).MessageId);
        await setting.SendMailAsync(trial);
        var now = TimeProvider.System.GetUtcNow();
        var reports = setting.Service.Messages.Select(message => new AcsEventReader().Read(System.Text.Encoding.UTF8.GetBytes(message.Report("Delivered", now).ToJsonString()), now)).ToList();
        Assert.IsType<Inbox.MessageReport>(reports[0]);
        Assert.Null(reports[1]);
    }
}
