using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Tracker.Domain.Commitments;
using Tracker.Domain.Text;

namespace Tracker.Host.Http;

/// <summary>The API described, OpenAPI 3.1, at <c>/openapi/v1.json</c>.</summary>
public static class OpenApi
{
    private const string BearerScheme = "bearer";

    public static void AddOpenApiDocument(this WebApplicationBuilder builder) => builder.Services.AddOpenApi("v1", options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.ShouldInclude = description => description.RelativePath?.StartsWith("api/", StringComparison.Ordinal) == true;
        options.AddSchemaTransformer(ValueTypes);
        options.AddOperationTransformer(Writes);
        options.AddOperationTransformer(Pasts);
        options.AddOperationTransformer(Languages);
        options.AddDocumentTransformer(Document);
    });

    public static void MapOpenApiDocument(this WebApplication app) => app.MapOpenApi("/openapi/{documentName}.json").RequireCors(Doors.OpenData);

    /// <summary>Values that are written as one string, or as one number: without this they show as empty objects.</summary>
    private static Task ValueTypes(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken ct)
    {
        var type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type;
        var nullable = type != context.JsonTypeInfo.Type ? JsonSchemaType.Null : 0;
        if (type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(ITextValue<>)))
        {
            schema.Type = JsonSchemaType.String | nullable;
            schema.Properties = null;
        }
        else if (type == typeof(Percent))
        {
            schema.Type = JsonSchemaType.Number | nullable;
            (schema.Minimum, schema.Maximum, schema.Properties) = ("0", "100", null);
        }
        else if (type.IsEnum)
        {
            schema.Type = JsonSchemaType.String | nullable;
            schema.Enum = [.. StrictJson.Words(type).Select(word => (JsonNode)word)];
        }

        return Task.CompletedTask;
    }

    /// <summary>A write's headers and body: the command without the members that the address gives.</summary>
    private static async Task Writes(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken ct)
    {
        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<WriteMetadata>().FirstOrDefault() is not { } write) return;
        if (!write.Open) operation.Security = [new() { [new OpenApiSecuritySchemeReference(BearerScheme, context.Document)] = [] }];
        operation.Parameters ??= [];
        operation.Parameters.Add(Header("Idempotency-Key", "A random text, 1 to 128 visible ASCII characters; the same again when this very request is repeated."));
        if (write.Seen) operation.Parameters.Add(Header("If-Match", "The ETag of what was seen, or its version in quotes."));
        var command = await context.GetOrCreateSchemaAsync(write.Command, null, ct);
        var shape = StrictJson.Options.GetTypeInfo(write.Command);
        foreach (var given in write.Given) command.Properties?.Remove(given);
        command.Required = shape.Properties.Where(Body.IsRequired).Select(p => p.Name).Except(write.Given).ToHashSet();
        command.AdditionalPropertiesAllowed = false;
        operation.RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Content = new Dictionary<string, OpenApiMediaType> { ["application/json"] = new() { Schema = command } },
        };
    }

    /// <summary>What can be asked as of a day says so.</summary>
    private static Task Pasts(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken ct)
    {
        if (!context.Description.ActionDescriptor.EndpointMetadata.OfType<AsOfAttribute>().Any()) return Task.CompletedTask;
        operation.Parameters ??= [];
        operation.Parameters.Add(new OpenApiParameter
        {
            Name = AsOf.Name,
            In = ParameterLocation.Query,
            Description = "As it stood when this day was over in the plan's time zone.",
            Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "date" },
        });
        return Task.CompletedTask;
    }

    /// <summary>What says names in one language says how to choose it.</summary>
    private static Task Languages(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken ct)
    {
        if (!context.Description.ActionDescriptor.EndpointMetadata.OfType<WordedAttribute>().Any()) return Task.CompletedTask;
        operation.Parameters ??= [];
        operation.Parameters.Add(new OpenApiParameter
        {
            Name = WordedIn.Name,
            In = ParameterLocation.Query,
            Description = "The language of names and titles, such as en; else the first of Accept-Language in which there are some. Left out both, they are as written in the plan's own.",
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        });
        return Task.CompletedTask;
    }

    private static OpenApiParameter Header(string name, string description) => new()
    {
        Name = name,
        In = ParameterLocation.Header,
        Required = true,
        Description = description,
        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
    };

    private static Task Document(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken ct)
    {
        document.Info = new()
        {
            Title = "Tracker",
            Version = "v1",
            Description = "What was promised, what is reported, what evidence shows. Reading needs no key; writing needs an API token. "
                + "Refusals are problem details (RFC 9457): title and detail are in the first language of Accept-Language that this site speaks, else in English; rule and field never change.",
            License = new() { Name = "Apache-2.0", Identifier = "Apache-2.0" },
        };
        document.Servers = [];
        document.Components ??= new();
        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
        document.Components.SecuritySchemes[BearerScheme] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer" };
        return Task.CompletedTask;
    }
}
