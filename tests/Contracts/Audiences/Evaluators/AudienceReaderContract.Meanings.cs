using System.Text.Json;
using ActiveReach.Audiences;
using ActiveReach.Audiences.Behaviour;
using ActiveReach.Audiences.Expressions;
using ActiveReach.Channels;
using static Contracts.Audiences.SomeContact;

namespace Contracts.Audiences.Evaluators;

/// <summary>The expected answers: what an expression means, asked of every evaluator.</summary>
public abstract partial class AudienceReaderContract
{
    /// <summary>Whom the questions are about; today is 2 March 2026.</summary>
    private const string Ana = """
        {"externalId":"c1","firstName":"Ana","lastName":"Çelik","phone":"+34600123456","gender":"female","birthday":"2008-03-02","timezone":"Europe/Madrid",
         "city":"Pune","country":"IN","lat":18.52,"lon":73.85,"language":"pt-BR","outlet":"Pune MG Road","subcommunities":["Staff"],"tags":["VIP","été"],
         "custom":{"plan":"Gold","points":12.5,"joined":"2024-01-31","vip":false,"likes":["Tea"]},"consent":{"sms":"opted_out"}}
        """;

    [Theory]
    [InlineData("""{"field":"city","op":"eq","value":"pune"}""", true)]
    [InlineData("""{"field":"city","op":"neq","value":"PUNE"}""", false)]
    [InlineData("""{"field":"last_name","op":"eq","value":"çELIK"}""", true)]
    [InlineData("""{"field":"last_name","op":"eq","value":"C\u0327elik"}""", true)]
    [InlineData("""{"field":"last_name","op":"eq","value":"celik"}""", false)]
    [InlineData("""{"field":"lastName","op":"starts_with","value":"ç"}""", true)]
    [InlineData("""{"field":"outlet","op":"contains","value":"mg ro"}""", true)]
    [InlineData("""{"field":"outlet","op":"contains","value":"%"}""", false)]
    [InlineData("""{"field":"outlet","op":"starts_with","value":"pune_"}""", false)]
    [InlineData("""{"field":"country","op":"in","value":["es","in"]}""", true)]
    [InlineData("""{"field":"city","op":"eq","value":"' OR 1=1 --"}""", false)]
    [InlineData("""{"field":"email","op":"eq","value":"a@example.com"}""", false)]
    [InlineData("""{"field":"email","op":"neq","value":"a@example.com"}""", false)]
    [InlineData("""{"not":{"field":"email","op":"eq","value":"a@example.com"}}""", true)]
    [InlineData("""{"not":{"field":"email","op":"neq","value":"a@example.com"}}""", true)]
    [InlineData("""{"field":"email","op":"exists","value":false}""", true)]
    [InlineData("""{"field":"email","op":"exists","value":true}""", false)]
    [InlineData("""{"field":"phone","op":"exists","value":true}""", true)]
    [InlineData("""{"field":"phone","op":"starts_with","value":"+34"}""", true)]
    [InlineData("""{"field":"language","op":"eq","value":"PT-br"}""", true)]
    [InlineData("""{"field":"timezone","op":"eq","value":"europe/madrid"}""", true)]
    [InlineData("""{"field":"age","op":"gte","value":18}""", true)]
    [InlineData("""{"field":"age","op":"gt","value":18}""", false)]
    [InlineData("""{"field":"age","op":"in","value":[17,18]}""", true)]
    [InlineData("""{"field":"age","op":"lt","value":18.5}""", true)]
    [InlineData("""{"field":"age","op":"exists","value":true}""", true)]
    [InlineData("""{"field":"days_to_birthday","op":"eq","value":0}""", true)]
    [InlineData("""{"field":"daysToBirthday","op":"gt","value":0}""", false)]
    [InlineData("""{"field":"birthday","op":"lte","value":"2008-03-02"}""", true)]
    [InlineData("""{"field":"birthday","op":"lt","value":"2008-03-02"}""", false)]
    [InlineData("""{"field":"birthday","op":"neq","value":"2008-03-01"}""", true)]
    [InlineData("""{"field":"location","op":"within","value":{"lat":18.52,"lon":73.85,"km":0}}""", true)]
    [InlineData("""{"field":"location","op":"within","value":{"lat":19.52,"lon":73.85,"km":111.1}}""", false)]
    [InlineData("""{"field":"location","op":"within","value":{"lat":19.52,"lon":73.85,"km":111.2}}""", true)]
    [InlineData("""{"field":"location","op":"within","value":{"lat":-18.52,"lon":-106.15,"km":20000}}""", false)]
    [InlineData("""{"field":"location","op":"within","value":{"lat":90,"lon":0,"km":8000}}""", true)]
    [InlineData("""{"field":"location","op":"exists","value":true}""", true)]
    [InlineData("""{"field":"tag","op":"has","value":"vip"}""", true)]
    [InlineData("""{"field":"tag","op":"has","value":"ÉTÉ"}""", true)]
    [InlineData("""{"field":"tag","op":"has","value":"vi"}""", false)]
    [InlineData("""{"field":"tags","op":"in","value":["x","Vip"]}""", true)]
    [InlineData("""{"field":"subcommunity","op":"has","value":"staff"}""", true)]
    [InlineData("""{"field":"subcommunity","op":"has","value":"vip"}""", false)]
    [InlineData("""{"field":"tag","op":"exists","value":false}""", false)]
    [InlineData("""{"field":"custom.plan","op":"eq","value":"GOLD"}""", true)]
    [InlineData("""{"field":"custom.plan","op":"starts_with","value":"go"}""", true)]
    [InlineData("""{"field":"custom.plan","op":"contains","value":"ol"}""", true)]
    [InlineData("""{"field":"custom.points","op":"gt","value":12}""", true)]
    [InlineData("""{"field":"custom.points","op":"eq","value":12.5}""", true)]
    [InlineData("""{"field":"custom.points","op":"neq","value":12.5}""", false)]
    [InlineData("""{"field":"custom.joined","op":"gte","value":"2024-01-31"}""", true)]
    [InlineData("""{"field":"custom.joined","op":"gt","value":"2024-01-31"}""", false)]
    [InlineData("""{"field":"custom.vip","op":"eq","value":false}""", true)]
    [InlineData("""{"field":"custom.vip","op":"neq","value":false}""", false)]
    [InlineData("""{"field":"custom.likes","op":"has","value":"TEA"}""", true)]
    [InlineData("""{"field":"custom.likes","op":"exists","value":true}""", true)]
    [InlineData("""{"field":"consent.sms","op":"eq","value":"opted_out"}""", true)]
    [InlineData("""{"field":"consent.email","op":"neq","value":"opted_out"}""", true)]
    [InlineData("""{"field":"consent.email","op":"in","value":["unknown","opted_out"]}""", false)]
    [InlineData("""{"all":[{"field":"age","op":"gte","value":18},{"any":[{"field":"city","op":"eq","value":"Goa"},{"field":"tag","op":"has","value":"vip"}]},{"not":{"field":"subcommunity","op":"has","value":"guests"}}]}""", true)]
    [InlineData("""{"all":[]}""", true)]
    [InlineData("""{"not":{"all":[]}}""", false)]
    [InlineData("""{"not":{"not":{"field":"email","op":"eq","value":"x"}}}""", false)]
    [InlineData("{}", true)]
    public async Task An_expression_means_the_same_to_every_evaluator(string where, bool expected)
    {
        var (ana, _) = await Contacts.SaveAsync(Shop, Draft(Ana), Api);
        using var json = JsonDocument.Parse(where);
        var expression = ExpressionParser.Parse(json.RootElement, Shop);

        Assert.Equal(expected, expression?.IsTrueOf(ContactFacts.Of(ana), Now) ?? true);
        var audience = new ResolvedAudience(Shop, expression, Now);
        Assert.Equal(expected ? 1 : 0, (await Audiences.PreviewAsync(audience, [Channel.Sms])).Total);
        Assert.Equal(expected ? 1 : 0, (await Audiences.PageAsync(audience, default, 10)).Count);
    }
}
