using System.Text;
using System.Text.RegularExpressions;
using ActiveReach.Access;
using ActiveReach.Audiences.Devices;
using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Records;
using ActiveReach.Campaigns.Tracking;
using ActiveReach.Channels;
using ActiveReach.Consent;
using ActiveReach.Consent.Suppressions;
using ActiveReach.Events;
using ActiveReach.Ids;
using ActiveReach.Lists;
using ActiveReach.Transfer;
using ActiveReach.Workspaces;
using static Contracts.Audiences.SomeContact;
using Some = Contracts.Campaigns.Some;

namespace Contracts.Transfer;

/// <summary>A workspace that goes from some stores into others is the same there.</summary>
public abstract class TransferContract
{
    private static readonly IRunFence NoFence = new Unfenced();

    protected abstract TransferStores Source { get; }

    protected abstract TransferStores Target { get; }

    [Fact]
    public async Task Everything_that_is_exported_is_there_after_the_import_and_a_second_one_changes_nothing()
    {
        var campaign = await FillAsync();
        var (file, written) = await Source.ExportAsync(Shop.Id);

        var (there, added) = await Target.ImportAsync(file);

        Assert.Equal(written, there);
        Assert.Equal(written, added);
        Assert.True(written is { Documents: > 10, Suppressions: 3, Contacts: 41, Consents: >= 2, Events: 1 }, written.ToString());
        Assert.Equal(new TransferCounts(), (await Target.ImportAsync(file)).New);
        var (again, counts) = await Target.ExportAsync(Shop.Id);
        Assert.Equal(written, counts);
        Assert.Equal(await CommentsAsync(Source, campaign), await CommentsAsync(Target, campaign));
        Assert.Equal(Lines(file, "\"contact\":{\"id\""), Lines(again, "\"contact\":{\"id\""));
        Assert.Equal(Lines(file, "\"suppression\""), Lines(again, "\"suppression\""));
    }

    [Fact]
    public async Task Keys_links_and_campaigns_mean_the_same_where_they_have_come_to()
    {
        var campaign = await FillAsync();
        var number = await new RunNumbers(Source.Documents).ClaimAsync(RunId.Of(campaign, 1));
        await Target.ImportAsync((await Source.ExportAsync(Shop.Id)).File);

        Assert.Equal(RunId.Of(campaign, 1), (await new RunNumbers(Target.Documents).FindAsync(number))!.Run);
        Assert.Equal("key_1", (await new ApiKeys(Target.Documents).FindByHashAsync("hash-1"))!.Id);
        Assert.Equal("Spring", (await new CampaignRecords(Target.Documents, Clock).FindAsync(Shop.Id, campaign))!.Definition.Name);
        Assert.Single(await new RunRecords(Target.Documents, NoFence, Clock).ListAsync(Shop.Id, campaign));
        Assert.Equal(Shop.Id, Assert.Single(await new WorkspaceRegister(Target.Documents).AllAsync()));
    }

    [Fact]
    public async Task What_people_have_said_holds_for_them_and_their_addresses()
    {
        await FillAsync();
        await Target.ImportAsync((await Source.ExportAsync(Shop.Id)).File);

        foreach (var externalId in new[] { "c0", "c1", "c2", "c3" })
        {
            var (before, after) = ((await Source.Contacts.FindByExternalIdAsync(Shop.Id, externalId))!, (await Target.Contacts.FindByExternalIdAsync(Shop.Id, externalId))!);
            foreach (var channel in ChannelSet.All)
                Assert.True(before.ConsentOn(channel) == after.ConsentOn(channel) && before.SuppressedChannels.Contains(channel) == after.SuppressedChannels.Contains(channel), $"{externalId} {channel}");
            Assert.Equal((before.FirstName, before.Phone, before.Custom["points"], before.Origin), (after.FirstName, after.Phone, after.Custom["points"], after.Origin));
            Assert.Equal(
                (await Source.Consents.ListChangesAsync(Shop.Id, before.Id)).Select(TransferWord.KeyOf), (await Target.Consents.ListChangesAsync(Shop.Id, after.Id)).Select(TransferWord.KeyOf));
        }

        var phone = (await Target.Contacts.FindByExternalIdAsync(Shop.Id, "c1"))!;
        Assert.Equal(1, phone.Devices);
        Assert.Equal("token-1", Assert.Single((await new DeviceRegister(Target.Documents, Target.Contacts).ListAsync(Shop.Id, phone.Id))!).Token);
        Assert.Equal(phone.Id, Assert.Single((await Target.Events.ListAsync(Shop.Id, new EventFilter(), new PageQuery(10, null, "at", false))).Items).Contact);
        Assert.True(await Target.Suppressions.IsListedAsync(Shop.Id, Channel.Email, AddressHash.Of("never@example.com")));
    }

    [Fact]
    public async Task A_file_that_is_cut_off_or_newer_or_another_is_refused_with_its_line_and_nothing_is_written()
    {
        await FillAsync();
        var text = Encoding.UTF8.GetString((await Source.ExportAsync(Shop.Id)).File);
        var lines = text.Split('\n');

        foreach (var (broken, says) in new[]
        {
            (string.Join('\n', lines[..^2]), $"shop.ndjson, line {lines.Length - 2}, is the last one, and the file has no end: it was cut off: export the workspace again."),
            (text.Replace("\"form\":1", "\"form\":2", StringComparison.Ordinal), "shop.ndjson, line 1, says that the file has form 2, and this version reads up to 1: import it with the version that wrote it, or a newer one."),
            (text.Replace("\"kind\":\"campaign\"", "\"kind\":\"balloon\"", StringComparison.Ordinal), "has a document of the kind 'balloon', which this version does not know"),
            (text.Replace(lines[2], lines[2][..^4], StringComparison.Ordinal), "shop.ndjson, line 3, is no line of an exported workspace: export the workspace again."),
            (string.Join('\n', lines.Where((_, at) => at != 5)), "and there are"),
            ("external_id,phone\nc1,+34600000001", "shop.ndjson, line 1, is no line of an exported workspace: give a file that 'workspace export' has written."),
        })
        {
            var refused = await Assert.ThrowsAsync<TransferRefusedException>(() => Target.ImportAsync(Encoding.UTF8.GetBytes(broken)));
            Assert.Contains(says, refused.Message, StringComparison.Ordinal);
        }

        Assert.Empty(await new WorkspaceRegister(Target.Documents).AllAsync());
        Assert.Empty(await Target.Contacts.NextAsync(Shop.Id, null, 10));
    }

    [Fact]
    public async Task Another_workspace_of_the_name_is_left_alone()
    {
        await FillAsync();
        await new WorkspaceRegister(Target.Documents).TryAddAsync(Shop with { Name = "Another" });
        var (file, _) = await Source.ExportAsync(Shop.Id);

        var refused = await Assert.ThrowsAsync<TransferRefusedException>(() => Target.ImportAsync(file));

        Assert.Contains("is of the workspace 'shop', and there is another one of this name, or it has been changed since: import into stores that have no such workspace.", refused.Message, StringComparison.Ordinal);
        Assert.Empty(await Target.Contacts.NextAsync(Shop.Id, null, 10));
    }

    [Fact]
    public async Task A_campaign_that_is_under_way_keeps_its_workspace_from_being_exported()
    {
        await FillAsync();
        await new CampaignRecords(Source.Documents, Clock).AddAsync(Some.Campaign("Tomorrow", Channel.Sms) with { Status = CampaignStatus.Scheduled });

        var refused = await Assert.ThrowsAsync<TransferRefusedException>(() => Source.ExportAsync(Shop.Id));

        Assert.Matches("something is under way, which no file can carry: campaign cmp_.* 'Tomorrow' \\(Scheduled\\)\\. Let it end, cancel it", refused.Message);
    }

    private async Task<CampaignId> FillAsync()
    {
        await new WorkspaceRegister(Source.Documents).TryAddAsync(Shop);
        await new ApiKeys(Source.Documents).TryAddAsync(new ApiKey { Id = "key_1", Workspace = Shop.Id, Name = "One", Role = Role.Admin, CreatedAt = Noon }, "hash-1");
        for (var index = 0; index < 40; index++)
            await Source.Contacts.SaveAsync(Shop, Draft($$$"""{"externalId":"c{{{index}}}","firstName":"Asha {{{index}}}","phone":"+3460000{{{index:D4}}}","email":"c{{{index}}}@example.com","custom":{"points":{{{index}}}.5}}"""), new("import", Noon, "imp_1"));
        await Source.Contacts.SaveAsync(Shop, Draft("""{"phone":"+34699999999"}"""), Api);
        var (first, second) = ((await Source.Contacts.FindByExternalIdAsync(Shop.Id, "c1"))!, (await Source.Contacts.FindByExternalIdAsync(Shop.Id, "c2"))!);
        await Source.Consents.OptOutAsync(Shop.Id, first.Id, [Channel.Sms], new ConsentEvidence("keyword", Noon.AddHours(1), "reply 7"));
        await Source.Consents.SetAsync(Shop.Id, second.Id, new Dictionary<Channel, ConsentState> { [Channel.Email] = ConsentState.OptedOut }, new ConsentEvidence("api", Noon.AddHours(1)));
        await Source.Consents.SetAsync(Shop.Id, second.Id, new Dictionary<Channel, ConsentState> { [Channel.Email] = ConsentState.OptedIn }, new ConsentEvidence("form", Noon.AddHours(2), "form 3"), weight: ConsentWeight.Person);
        await Source.Suppressions.AddAsync(Shop.Id, [SuppressionEntry.Of("never@example.com", [Channel.Email], "manual")], Noon);
        await new DeviceRegister(Source.Documents, Source.Contacts).RegisterAsync(Shop.Id, first.Id, DevicePlatform.Ios, "token-1", Noon);
        await Source.Events.AddAsync(Shop.Id, [new ReceivedEvent("e1", "visited", new EventIdentity(IdentityKind.ExternalId, "c1"), Noon)], Noon);

        var campaign = Some.Campaign("Spring", Channel.Sms) with { Status = CampaignStatus.Complete };
        await new CampaignRecords(Source.Documents, Clock).AddAsync(campaign);
        await new RunRecords(Source.Documents, NoFence, Clock).TryAddAsync(Some.Run(campaign));
        foreach (var text in new[] { "one", "two" })
            await new Comments(Source.Documents).AddAsync(Shop.Id, campaign.Id, "lead@example.com", text, Noon);
        return campaign.Id;
    }

    private static async Task<IEnumerable<string>> CommentsAsync(TransferStores stores, CampaignId campaign) =>
        (await new Comments(stores.Documents).ListAsync(Shop.Id, campaign, new PageQuery(10, null, "at", false))).Items.Select(comment => comment.Text);

    /// <summary>In an order of their own, and without the ids that a store gives.</summary>
    private static IEnumerable<string> Lines(byte[] file, string kind) => Encoding.UTF8.GetString(file).Split('\n')
        .Where(line => line.Contains(kind, StringComparison.Ordinal)).Select(line => Regex.Replace(line, "\"id\":\\{\"value\":\\d+\\}", "")).Order(StringComparer.Ordinal);

    private sealed class Unfenced : IRunFence
    {
        public Task RaiseAsync(Run run, CancellationToken cancellation = default) => Task.CompletedTask;
    }
}
