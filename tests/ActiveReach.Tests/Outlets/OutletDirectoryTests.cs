using System.Text.Json;
using ActiveReach.Audiences.Expressions;
using ActiveReach.Outlets;
using ActiveReach.Values;

namespace ActiveReach.Tests.Outlets;

/// <summary>How texts name outlets.</summary>
public sealed class OutletDirectoryTests
{
    private static readonly OutletDirectory Outlets = SomeOutlet.Directory(SomeOutlet.Named("Goa", "G1"), SomeOutlet.Named("G1", "X9", "out_clash"), SomeOutlet.Named("ÇAMLICA", id: "out_cam"));

    [Theory]
    [InlineData("out_goa", "out_goa")]
    [InlineData("goa", "out_goa")]
    [InlineData(" GOA ", "out_goa")]
    [InlineData("g1", "out_goa")]
    [InlineData("çamlica", "out_cam")]
    [InlineData("x9", "out_clash")]
    [InlineData("out_gone", "Old Goa")]
    [InlineData("Nowhere", "Nowhere")]
    public void A_text_becomes_the_id_of_the_outlet_that_it_names(string text, string expected) => Assert.Equal(expected, Outlets.Resolve(text));

    [Theory]
    [InlineData("""{"field":"outlet","op":"eq","value":"GOA"}""", "out_goa")]
    [InlineData("""{"not":{"all":[{"field":"outlet","op":"neq","value":"g1"}]}}""", "out_goa")]
    [InlineData("""{"any":[{"field":"outlet","op":"in","value":["Goa","Nowhere","out_clash"]}]}""", "out_goa nowhere out_clash")]
    [InlineData("""{"field":"outlet","op":"contains","value":"Goa"}""", "goa")]
    [InlineData("""{"field":"city","op":"eq","value":"Goa"}""", "goa")]
    public void An_expression_may_say_the_name_of_an_outlet(string json, string values)
    {
        using var document = JsonDocument.Parse(json);
        var parsed = ExpressionParser.Parse(document.RootElement, new Dictionary<string, FieldType>(), "where", [])!;
        Assert.Equal(values, string.Join(' ', TextOf(OutletNames.Resolve(parsed, Outlets)).Values));
    }

    private static TextCondition TextOf(Expression expression) => expression switch
    {
        NotOf not => TextOf(not.Term),
        AllOf all => TextOf(all.Terms[0]),
        AnyOf any => TextOf(any.Terms[0]),
        _ => (TextCondition)expression,
    };
}
