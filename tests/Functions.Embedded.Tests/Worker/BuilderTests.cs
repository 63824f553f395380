using Functions.Embedded.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Functions.Embedded;

namespace Functions.Embedded.Tests.Worker;

public sealed class BuilderTests
{
    [Fact]
    public void A_host_is_built_once()
    {
        var builder = For(typeof(Fine));
        using var host = builder.Build();
        var error = Assert.Throws<InvalidOperationException>(builder.Build);
        Assert.Contains("only be called once", error.Message);
    }

    [Theory]
    [InlineData(typeof(SameNames), "Two functions are named")]
    [InlineData(typeof(BadName), "'1st' is no valid function name")]
    [InlineData(typeof(NotPublic), "is not public")]
    [InlineData(typeof(TwoTriggers), "has 2 trigger parameters")]
    [InlineData(typeof(BadRoute), "route 'api/a/{' is not valid")]
    [InlineData(typeof(TheHostsOwn), "route 'Administration/people' begins with 'admin'")]
    [InlineData(typeof(UnknownConstraint), "the constraint 'number' of the parameter 'id' is unknown")]
    public void A_malformed_function_is_named_at_start(Type functions, string expected)
    {
        var error = Assert.Throws<InvalidOperationException>(For(functions).Build);
        Assert.Contains(expected, error.Message);
    }

    [Fact]
    public void The_command_line_wins_over_the_environment_and_a_flag_does_not_swallow_the_next_option()
    {
        var builder = EmbeddedApplicationBuilder.Create(["demo", "--time-lapse", "--Section:Key", "from the line", "--port", "0"]);
        Assert.Equal("true", builder.Configuration["time-lapse"]);
        Assert.Equal("from the line", builder.Configuration["Section:Key"]);
        Assert.Equal(["http://127.0.0.1:0"], ListenAddress.Urls(new EmbeddedOptions(), builder.Configuration));
    }

    [Theory]
    [InlineData(new string[0], "http://127.0.0.1:7071")]
    [InlineData(new[] { "--port", "8080" }, "http://127.0.0.1:8080")]
    [InlineData(new[] { "--urls", "http://127.0.0.2:81" }, "http://127.0.0.2:81")]
    [InlineData(new[] { "--host", "::1", "--port", "8080" }, "http://[::1]:8080")]
    public void It_listens_where_it_is_told_and_on_loopback_7071_otherwise(string[] args, string expected) =>
        Assert.Equal([expected], ListenAddress.Urls(new EmbeddedOptions(), EmbeddedApplicationBuilder.Create(args).Configuration));

    [Fact]
    public void Local_settings_give_their_values_with_double_underscores_as_sections()
    {
        var directory = Directory.CreateTempSubdirectory();
        File.WriteAllText(
            Path.Combine(directory.FullName, "local.settings.json"),
            """{ "IsEncrypted": false, /* for one machine */ "Values": { "A__B": "c", "Plain": "d", "N": 5 }, "Host": { "LocalHttpPort": 7999 } }""");
        var values = LocalSettings.Read(directory.FullName);
        Assert.Equal(("c", "d", "5", "7999"), (values["A:B"], values["Plain"], values["N"], values["Embedded:Port"]));
        directory.Delete(recursive: true);
    }

    [Fact]
    public void Malformed_local_settings_are_named()
    {
        var directory = Directory.CreateTempSubdirectory();
        File.WriteAllText(Path.Combine(directory.FullName, "local.settings.json"), "{");
        var error = Assert.Throws<InvalidOperationException>(() => LocalSettings.Read(directory.FullName));
        Assert.Contains("local.settings.json: not valid JSON", error.Message);
        directory.Delete(recursive: true);
    }

    [Fact]
    public void Bindings_are_listed_under_the_names_of_the_real_build()
    {
        using var host = For(typeof(Fine)).Build();
        var function = Assert.Single(host.Functions);
        Assert.Equal(("req", "httpTrigger", BindingDirection.In), Described(Assert.Single(function.InputBindings.Values)));
        Assert.Equal(("$return", "http", BindingDirection.Out), Described(Assert.Single(function.OutputBindings.Values)));
        Assert.Equal("req", Assert.Single(function.Parameters).Name);
    }

    private static (string, string, BindingDirection) Described(BindingMetadata binding) => (binding.Name, binding.Type, binding.Direction);

    private static EmbeddedApplicationBuilder For(Type functions) =>
        EmbeddedApplicationBuilder.Create([]).UseEmbedded(options =>
        {
            options.FunctionTypes.Add(functions);
            options.DataDirectory = Path.Combine(Path.GetTempPath(), "functions-embedded-unused");
        });

    internal static class Fine
    {
        [Function("Fine")]
        public static IResult Run([HttpTrigger("get")] HttpRequest req) => Results.Ok();
    }

    internal static class SameNames
    {
        [Function("Twice")]
        public static void First([HttpTrigger("get")] HttpRequest req) => _ = req;

        [Function("twice")]
        public static void Second([HttpTrigger("get")] HttpRequest req) => _ = req;
    }

    internal static class BadName
    {
        [Function("1st")]
        public static void Run([HttpTrigger("get")] HttpRequest req) => _ = req;
    }

    internal static class NotPublic
    {
        [Function("Hidden")]
        internal static void Run([HttpTrigger("get")] HttpRequest req) => _ = req;
    }

    internal static class TwoTriggers
    {
        [Function("Both")]
        public static void Run([HttpTrigger("get")] HttpRequest req, [QueueTrigger("q")] string message) => _ = (req, message);
    }

    internal static class BadRoute
    {
        [Function("Astray")]
        public static void Run([HttpTrigger("get", Route = "a/{")] HttpRequest req) => _ = req;
    }

    internal static class TheHostsOwn
    {
        [Function("People")]
        public static void Run([HttpTrigger("get", Route = "Administration/people")] HttpRequest req) => _ = req;
    }

    internal static class UnknownConstraint
    {
        [Function("One")]
        public static void Run([HttpTrigger("get", Route = "things/{id:number}")] HttpRequest req) => _ = req;
    }
}
