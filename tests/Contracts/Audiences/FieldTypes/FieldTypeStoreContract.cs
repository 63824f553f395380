using ActiveReach.Audiences;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Audiences.Expressions;
using ActiveReach.Audiences.FieldTypes;
using ActiveReach.Audiences.Imports;
using ActiveReach.Channels;
using ActiveReach.Values;
using ActiveReach.Workspaces;
using static Contracts.Audiences.SomeContact;

namespace Contracts.Audiences.FieldTypes;

/// <summary>What every store that changes types of custom fields must do.</summary>
public abstract class FieldTypeStoreContract
{
    protected abstract IFieldTypeStore Types { get; }

    protected abstract IContactStore Contacts { get; }

    protected abstract IAudienceReader Audiences { get; }

    protected abstract WorkspaceRegister Workspaces { get; }

    protected abstract IImportRows Imports { get; }

    /// <summary>The next contact lies so far from the last that no page reaches both.</summary>
    protected abstract Task LeaveOutIdsAsync();

    protected abstract void CutPowerAndStartAgain();

    [Theory]
    [InlineData(FieldType.Number, 12.0)]
    [InlineData(FieldType.List, "12")]
    public async Task Everybody_is_found_by_one_type_at_each_moment_whatever_stops_the_change(FieldType to, object twelve)
    {
        await PeopleAsync("12", "12", "7", "12", "7");
        var change = await BeginAsync(to, 5);
        for (var pages = 0; !change.IsOver; pages++)
        {
            Assert.InRange(pages, 0, 20);
            var last = change;
            change = (await Types.PageAsync(change, 1, Noon))!;
            Assert.Equal(change.State is FieldTypeState.Rewriting or FieldTypeState.Complete ? to : FieldType.Text, (await ShopAsync()).CustomFields["plan"]);
            Assert.Equal((3, 5), (await CountAsync("12"), await CountAsync(null)));
            var read = (await Contacts.FindByExternalIdAsync(Shop.Id, "p0"))!.Custom["plan"];
            Assert.Equal(change.State is FieldTypeState.Rewriting or FieldTypeState.Complete ? twelve : "12", read is IReadOnlyList<string> list ? list[0] : read);
            Assert.Equal(read, (await Audiences.ReadAsync(Shop.Id, [(await Contacts.FindByExternalIdAsync(Shop.Id, "p0"))!.Id])).Values.Single().Custom["plan"]);
            CutPowerAndStartAgain();
            if ((change.State, change.After) != (last.State, last.After))
                Assert.Null(await Types.PageAsync(last, 1, Noon));
            Assert.Equal(change, Assert.Single(await Types.ListAsync(Shop.Id)));
        }

        Assert.Equal((FieldTypeState.Complete, 5L, 5L), (change.State, change.Converted, change.Of));
        Assert.Empty(await Types.StalledAsync(Noon.AddDays(1)));
        Assert.Equal(0, await CountAsync("12", FieldType.Text));
    }

    [Fact]
    public async Task What_is_written_meanwhile_by_whoever_knows_the_old_type_ends_with_the_new_one()
    {
        await PeopleAsync("1", "1", "1");
        var change = await BeginAsync(FieldType.Number, 3);
        var written = 0;
        while (!change.IsOver)
        {
            await SaveAsync("p0", $"{++written}");
            await SaveAsync("p2", $"{written}");
            Assert.Equal((written == 1 ? 3 : 2, 3), (await CountAsync($"{written}"), await CountAsync(null)));
            change = (await Types.PageAsync(change, 1, Noon))!;
        }

        Assert.Equal((double)written, (await Contacts.FindByExternalIdAsync(Shop.Id, "p0"))!.Custom["plan"]);
        Assert.Equal((2, 1, 0), (await CountAsync($"{written}"), await CountAsync("1"), await CountAsync($"{written - 1}")));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_value_that_comes_meanwhile_and_does_not_convert_keeps_the_type(int pagesBefore)
    {
        await PeopleAsync("1", "1", "1");
        var change = await BeginAsync(FieldType.Number, 3);
        while (pagesBefore-- > 0)
            change = (await Types.PageAsync(change, 1, Noon))!;
        await SaveAsync("p0", "many");
        while (true)
        {
            var next = await Types.PageAsync(Assert.Single(await Types.ListAsync(Shop.Id)), 1, Noon);
            if (next!.IsOver)
                break;
        }

        var failed = Assert.Single(await Types.ListAsync(Shop.Id));
        Assert.Equal((FieldTypeState.Failed, FieldType.Text), (failed.State, (await ShopAsync()).CustomFields["plan"]));
        Assert.Contains($"{(await Contacts.FindByExternalIdAsync(Shop.Id, "p0"))!.Id}", failed.Error!, StringComparison.Ordinal);
        Assert.Equal((2, 1, 0), (await CountAsync("1"), await CountAsync("many"), await CountAsync("1", FieldType.Number)));
        Assert.True(await Types.TryAddAsync(Change(FieldType.List, 3)));
    }

    [Fact]
    public async Task The_type_waits_for_an_import_whose_rows_have_the_old_one()
    {
        await PeopleAsync("1");
        var job = new ImportJob { Id = "imp_1", Workspace = Shop.Id, By = "a@example.com", CreatedAt = Noon };
        await Imports.OpenAsync(job);
        var ready = (await Types.PageAsync(await BeginAsync(FieldType.Number, 1), 1, Noon))!;
        Assert.Equal(ready, await Types.PageAsync(ready, 1, Noon));
        Assert.Equal((FieldTypeState.Ready, FieldType.Text), (ready.State, (await ShopAsync()).CustomFields["plan"]));
        await SaveAsync("late", "2");

        await Imports.CloseAsync(job, Noon);
        Assert.Equal(FieldTypeState.Rewriting, (await Types.PageAsync(ready, 1, Noon))!.State);
        Assert.Equal((1, 1, 2), (await CountAsync("1"), await CountAsync("2"), await CountAsync(null)));
    }

    [Fact]
    public async Task Values_that_do_not_convert_are_counted_and_the_first_named()
    {
        await PeopleAsync("1", "x", "2", "y");
        await Contacts.SaveAsync(Shop with { Id = Other.Id }, Draft("""{"externalId":"o","custom":{"plan":"z"}}"""), Api);
        var survey = await Types.SurveyAsync(Shop.Id, "plan", FieldType.Number, 1);
        Assert.Equal((4L, 2L), (survey.Values, survey.Refused));
        Assert.Equal(((await Contacts.FindByExternalIdAsync(Shop.Id, "p1"))!.Id, "x"), Assert.Single(survey.Samples));
        Assert.Equal(0, (await Types.SurveyAsync(Shop.Id, "vip", FieldType.Text, 3)).Values);
    }

    [Fact]
    public async Task One_change_of_a_field_goes_on_at_a_time_and_can_be_given_up_and_found_again()
    {
        await PeopleAsync("1");
        var change = await BeginAsync(FieldType.Number, 1);
        Assert.False(await Types.TryAddAsync(Change(FieldType.List, 1)));
        Assert.Equal([change], await Types.StalledAsync(Noon));
        Assert.Empty(await Types.StalledAsync(Noon.AddSeconds(-1)));
        await Types.WithdrawAsync(change, "A segment asks for it.", Noon);
        Assert.Null(await Types.PageAsync(change, 1, Noon));
        var over = (await Types.PageAsync(Assert.Single(await Types.ListAsync(Shop.Id)), 1, Noon))!;
        Assert.Equal((FieldTypeState.Failed, "A segment asks for it."), (over.State, over.Error));
    }

    private static FieldTypeChange Change(FieldType to, long of) => new() { Workspace = Shop.Id, Field = "plan", From = FieldType.Text, To = to, Of = of, AskedAt = Noon };

    private async Task PeopleAsync(params string[] plans)
    {
        await Workspaces.TryAddAsync(Shop);
        for (var index = 0; index < plans.Length; index++)
        {
            await SaveAsync($"p{index}", plans[index]);
            await LeaveOutIdsAsync();
        }
    }

    private async Task<FieldTypeChange> BeginAsync(FieldType to, long of)
    {
        Assert.True(await Types.TryAddAsync(Change(to, of)));
        return Assert.Single(await Types.ListAsync(Shop.Id));
    }

    private async Task SaveAsync(string externalId, string plan) =>
        await Contacts.SaveAsync(Shop, new ContactDraft { [ContactFields.ExternalId] = externalId, Custom = new(StringComparer.Ordinal) { ["plan"] = plan } }, Api);

    private async Task<Workspace> ShopAsync() => (await Workspaces.FindAsync(Shop.Id))!;

    /// <summary>How many have this plan, or any, asked as its type wants it.</summary>
    private async Task<int> CountAsync(string? plan, FieldType? type = null)
    {
        var shop = await ShopAsync();
        type ??= shop.CustomFields["plan"];
        shop = shop.With(new FieldSettings { CustomFields = new Dictionary<string, FieldType>(shop.CustomFields) { ["plan"] = type.Value } });
        var condition = (plan, type) switch
        {
            (null, _) => """{"field":"custom.plan","op":"exists","value":true}""",
            (_, FieldType.Number) => $$"""{"field":"custom.plan","op":"eq","value":{{(double.TryParse(plan, out var number) ? number : 0)}}}""",
            (_, FieldType.List) => $$"""{"field":"custom.plan","op":"has","value":"{{plan}}"}""",
            _ => $$"""{"field":"custom.plan","op":"eq","value":"{{plan}}"}""",
        };
        return (int)(await Audiences.PreviewAsync(new ResolvedAudience(shop, ExpressionParser.Parse(Where(condition).Where, shop), Now), [Channel.Sms])).Total;
    }
}
