using System.Collections.Immutable;
using Tracker.Domain.Commitments;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plugins;
using Tracker.Host.Running;

namespace Tracker.Host.Features.Plugins;

/// <summary>Start a run now. Nothing of it stands on the ledger but what it contributes.</summary>
/// <param name="Organisation">The organisation it is to speak for; null: the only one it speaks for.</param>
public sealed record RunPlugin(OrganisationId? Organisation = null);

/// <summary>Give a plugin the form that it offers, filled in: what comes of it waits for a check like anything it sends.</summary>
/// <param name="Organisation">The organisation that it speaks for.</param>
/// <param name="Values">The values, as the form's schema wants them: one JSON object.</param>
/// <param name="Commitment">What it is about.</param>
/// <param name="Leaf">The leaf that it is about; null: the whole commitment.</param>
/// <param name="Language">Of whoever filled it in: the plugin answers in it where it can.</param>
public sealed record FillPluginForm(OrganisationId Organisation, string Values, CommitmentId Commitment, MilestoneNumber? Leaf, string Language);

/// <summary>Keep the settings with which a plugin speaks for an organisation, or is to. Secrets never leave the host again.</summary>
/// <param name="Organisation">The organisation.</param>
/// <param name="Values">The settings by name, as the manifest's schema wants them or as texts that read so; one that is absent is forgotten, a secret that is absent stays.</param>
/// <param name="Digest">The files that they are for, before these are approved; null: those that speak for it.</param>
/// <param name="Language">Of whoever gives them: what is refused has the name that it has in it.</param>
public sealed record SetPlugin(
    OrganisationId Organisation, ImmutableSortedDictionary<string, TypedSetting> Values, PluginDigest? Digest = null, string? Language = null);

/// <summary>Ask the plugin that sent a piece of evidence whether its source still says so. Nothing of it stands on the ledger.</summary>
public sealed record CheckSource;
