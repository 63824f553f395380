using System.Text.Json;

namespace Microsoft.DurableTask
{
    /// <summary>Turns inputs, outputs and events into text and back.</summary>
    public abstract class DataConverter
    {
        public abstract string? Serialize(object? value);

        public abstract object? Deserialize(string? data, Type targetType);

        public virtual T? Deserialize<T>(string? data) => (T?)(Deserialize(data, typeof(T)) ?? default(T));
    }
}

namespace Microsoft.DurableTask.Converters
{
    /// <summary>JSON by System.Text.Json: names as declared, enums as numbers, fields included; null stays null.</summary>
    public class JsonDataConverter : DataConverter
    {
        private static readonly JsonSerializerOptions DefaultOptions = new() { IncludeFields = true };

        private readonly JsonSerializerOptions options;

        public JsonDataConverter(JsonSerializerOptions? options = null) => this.options = options ?? DefaultOptions;

        public static JsonDataConverter Default { get; } = new();

        public override string? Serialize(object? value) => value is null ? null : JsonSerializer.Serialize(value, value.GetType(), options);

        public override object? Deserialize(string? data, Type targetType) =>
            data is null ? null : JsonSerializer.Deserialize(data, targetType, options);
    }
}
