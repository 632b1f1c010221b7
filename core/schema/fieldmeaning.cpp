#include "core/schema/fieldmeaning.h"

#include <algorithm>
#include <initializer_list>

namespace peregrine {

namespace {

enum class Match { Exact, Prefix, Suffix, Contains };

// Sets of FieldShape, as bits.
constexpr unsigned shapeBit(FieldShape shape)
{
    return 1U << static_cast<unsigned>(shape);
}

constexpr unsigned text = shapeBit(FieldShape::Text) | shapeBit(FieldShape::TextList);
constexpr unsigned texts = shapeBit(FieldShape::TextList);
constexpr unsigned oneText = shapeBit(FieldShape::Text);
constexpr unsigned number = shapeBit(FieldShape::Number);
constexpr unsigned choice = shapeBit(FieldShape::Choice);
constexpr unsigned object = shapeBit(FieldShape::Object);
constexpr unsigned objects = shapeBit(FieldShape::ObjectList);

struct NameRule
{
    const char *name;
    Match match;
    unsigned shapes;
    FieldMeaning meaning;
};

// The first rule that fits decides. False friends stand before the rules they would fall into:
// weights and callbacks are addresses too, but nothing to drop a picture on.
constexpr NameRule rules[] = {
    {"webhook", Match::Contains, text, FieldMeaning::None},
    {"config_url", Match::Suffix, text, FieldMeaning::None},
    {"lora_url", Match::Suffix, text, FieldMeaning::None},
    {"embedding_url", Match::Suffix, text, FieldMeaning::None},
    {"base_model_url", Match::Exact, text, FieldMeaning::None},
    {"ic_light_model_url", Match::Exact, text, FieldMeaning::None},
    {"negative_prompt", Match::Contains, oneText, FieldMeaning::NegativePrompt},
    {"prompt", Match::Exact, oneText, FieldMeaning::Prompt},
    {"text_prompt", Match::Exact, oneText, FieldMeaning::Prompt},
    {"edit_prompt", Match::Exact, oneText, FieldMeaning::Prompt},
    {"instruction", Match::Exact, oneText, FieldMeaning::Prompt},
    {"edit_instruction", Match::Exact, oneText, FieldMeaning::Prompt},
    {"user_prompt", Match::Exact, oneText, FieldMeaning::Prompt},
    {"target_prompt", Match::Exact, oneText, FieldMeaning::Prompt},
    {"text", Match::Exact, oneText, FieldMeaning::Script},
    {"gen_text", Match::Exact, oneText, FieldMeaning::Script},
    {"input_text", Match::Exact, oneText, FieldMeaning::Script},
    {"text_input", Match::Exact, oneText, FieldMeaning::Script},
    {"script", Match::Exact, oneText, FieldMeaning::Script},
    {"lyrics", Match::Exact, oneText, FieldMeaning::Lyrics},
    {"lyrics_prompt", Match::Exact, oneText, FieldMeaning::Lyrics},

    {"mask_video_url", Match::Suffix, text, FieldMeaning::Video},
    {"mask", Match::Exact, text, FieldMeaning::Mask},
    {"mask_url", Match::Suffix, text, FieldMeaning::Mask},
    {"mask_urls", Match::Suffix, text, FieldMeaning::Mask},
    {"mask_image_url", Match::Contains, text, FieldMeaning::Mask},
    {"mask_image", Match::Suffix, text, FieldMeaning::Mask},
    {"end_image_url", Match::Exact, text, FieldMeaning::EndImage},
    {"end_frame_url", Match::Suffix, text, FieldMeaning::EndImage},
    {"last_image_url", Match::Exact, text, FieldMeaning::EndImage},
    {"last_frame_url", Match::Exact, text, FieldMeaning::EndImage},
    {"last_frame_image_url", Match::Exact, text, FieldMeaning::EndImage},
    {"tail_image_url", Match::Exact, text, FieldMeaning::EndImage},
    {"reference_image_url", Match::Contains, text, FieldMeaning::References},
    {"ref_image_url", Match::Contains, text, FieldMeaning::References},
    {"image_data_url", Match::Suffix, text, FieldMeaning::Archive},
    {"images_data_url", Match::Suffix, text, FieldMeaning::Archive},
    {"image_url", Match::Exact, text, FieldMeaning::Image},
    {"image_urls", Match::Exact, text, FieldMeaning::Image},
    {"image", Match::Exact, text, FieldMeaning::Image},
    {"images", Match::Exact, text, FieldMeaning::Image},
    {"input_image_url", Match::Prefix, text, FieldMeaning::Image},
    {"input_image", Match::Exact, text, FieldMeaning::Image},
    {"start_image_url", Match::Exact, text, FieldMeaning::Image},
    {"first_image_url", Match::Exact, text, FieldMeaning::Image},
    {"first_frame_url", Match::Suffix, text, FieldMeaning::Image},
    {"first_frame_image_url", Match::Exact, text, FieldMeaning::Image},
    {"start_frame_url", Match::Exact, text, FieldMeaning::Image},
    {"image_url", Match::Suffix, text, FieldMeaning::OtherImage},
    {"image_urls", Match::Suffix, text, FieldMeaning::OtherImage},
    {"image_url_", Match::Prefix, text, FieldMeaning::OtherImage},
    {"_image", Match::Suffix, text, FieldMeaning::OtherImage},
    {"face_url", Match::Suffix, text, FieldMeaning::OtherImage},
    {"relit_cond_img_url", Match::Exact, text, FieldMeaning::OtherImage},
    {"image_style_url", Match::Exact, text, FieldMeaning::OtherImage},
    {"control_method_url", Match::Exact, text, FieldMeaning::None},

    {"video_url", Match::Suffix, text, FieldMeaning::Video},
    {"video_urls", Match::Suffix, text, FieldMeaning::Video},
    {"video", Match::Exact, text, FieldMeaning::Video},
    {"audio_url", Match::Suffix, text, FieldMeaning::Audio},
    {"audio_urls", Match::Suffix, text, FieldMeaning::Audio},
    {"audio_url_", Match::Contains, text, FieldMeaning::Audio},
    {"audio", Match::Exact, text, FieldMeaning::Audio},
    {"voice_url", Match::Suffix, text, FieldMeaning::Audio},
    {"impulse_response_url", Match::Exact, text, FieldMeaning::Audio},
    {"mesh_url", Match::Suffix, text, FieldMeaning::Model3d},
    {"model_url", Match::Suffix, text, FieldMeaning::Model3d},
    {"pointmap_url", Match::Exact, text, FieldMeaning::File},
    {"data_url", Match::Suffix, text, FieldMeaning::Archive},
    {"archive_url", Match::Suffix, text, FieldMeaning::Archive},
    {"zip_url", Match::Suffix, text, FieldMeaning::Archive},
    {"file_url", Match::Suffix, text, FieldMeaning::File},
    {"file_urls", Match::Suffix, text, FieldMeaning::File},
    {"pdf_url", Match::Suffix, text, FieldMeaning::File},
    {"pdf_urls", Match::Suffix, text, FieldMeaning::File},
    {"media_url", Match::Suffix, text, FieldMeaning::File},
    {"font_file_", Match::Prefix, text, FieldMeaning::File},
    {"bounding_boxes_url", Match::Exact, text, FieldMeaning::File},

    {"seed", Match::Exact, number, FieldMeaning::Seed},
    {"_seed", Match::Suffix, number, FieldMeaning::Seed},
    {"image_size", Match::Exact, choice | object, FieldMeaning::Size},
    {"video_size", Match::Exact, choice | object, FieldMeaning::Size},
    {"size", Match::Exact, choice | object, FieldMeaning::Size},
    {"resolution", Match::Exact, object, FieldMeaning::Size},
    {"resolution", Match::Exact, choice | oneText, FieldMeaning::Resolution},
    {"aspect_ratio", Match::Exact, choice | object | oneText, FieldMeaning::AspectRatio},
    {"duration", Match::Exact, choice | number | oneText, FieldMeaning::Duration},
    {"duration_seconds", Match::Suffix, choice | number, FieldMeaning::Duration},
    {"seconds_total", Match::Exact, choice | number, FieldMeaning::Duration},
    {"music_duration", Match::Exact, choice | number, FieldMeaning::Duration},
    {"total_seconds", Match::Exact, choice | number, FieldMeaning::Duration},
    {"num_frames", Match::Exact, choice | number, FieldMeaning::Frames},
    {"number_of_frames", Match::Exact, choice | number, FieldMeaning::Frames},
    {"fps", Match::Exact, choice | number, FieldMeaning::FrameRate},
    {"frames_per_second", Match::Exact, choice | number, FieldMeaning::FrameRate},
    {"target_fps", Match::Exact, choice | number, FieldMeaning::FrameRate},
    {"output_fps", Match::Exact, choice | number, FieldMeaning::FrameRate},
    {"export_fps", Match::Exact, choice | number, FieldMeaning::FrameRate},
    {"num_images", Match::Exact, choice | number, FieldMeaning::Count},
    {"num_videos", Match::Exact, choice | number, FieldMeaning::Count},
    {"num_outputs", Match::Exact, choice | number, FieldMeaning::Count},
    {"num_samples", Match::Exact, choice | number, FieldMeaning::Count},
    {"num_songs", Match::Exact, choice | number, FieldMeaning::Count},
    {"num_inference_steps", Match::Exact, choice | number, FieldMeaning::Steps},
    {"steps", Match::Exact, choice | number, FieldMeaning::Steps},
    {"num_steps", Match::Exact, choice | number, FieldMeaning::Steps},
    {"number_of_steps", Match::Exact, choice | number, FieldMeaning::Steps},
    {"guidance_scale", Match::Exact, number, FieldMeaning::Guidance},
    {"cfg_scale", Match::Exact, number, FieldMeaning::Guidance},
    {"guidance", Match::Exact, number, FieldMeaning::Guidance},
    {"guide_scale", Match::Exact, number, FieldMeaning::Guidance},
    {"text_guidance_scale", Match::Exact, number, FieldMeaning::Guidance},
    {"strength", Match::Exact, number, FieldMeaning::Strength},
    {"denoising_strength", Match::Exact, number, FieldMeaning::Strength},
    {"output_format", Match::Exact, choice, FieldMeaning::Format},
    {"format", Match::Exact, choice, FieldMeaning::Format},
    {"image_format", Match::Exact, choice, FieldMeaning::Format},
    {"audio_format", Match::Exact, choice, FieldMeaning::Format},
    {"video_output_type", Match::Exact, choice, FieldMeaning::Format},
    {"geometry_file_format", Match::Exact, choice, FieldMeaning::Format},
    {"style", Match::Exact, choice | oneText, FieldMeaning::Style},
    {"style_preset", Match::Exact, choice, FieldMeaning::Style},
    {"style_name", Match::Exact, choice, FieldMeaning::Style},
    {"voice", Match::Exact, choice | oneText, FieldMeaning::Voice},
    {"voice_id", Match::Exact, choice | oneText, FieldMeaning::Voice},
    {"loras", Match::Exact, objects, FieldMeaning::Loras},
    {"keypoints", Match::Exact, texts, FieldMeaning::KeyPoints},
};

struct HintRule
{
    const char *hint;
    FieldMeaning meaning;
};

constexpr HintRule hints[] = {
    {"image", FieldMeaning::OtherImage}, {"image_mask", FieldMeaning::Mask},
    {"video", FieldMeaning::Video},      {"multivideo", FieldMeaning::Video},
    {"audio", FieldMeaning::Audio},      {"file", FieldMeaning::File},
    {"archive", FieldMeaning::Archive},  {"3d", FieldMeaning::Model3d},
    {"seed", FieldMeaning::Seed},        {"other", FieldMeaning::File},
};

bool fits(const NameRule &rule, QStringView name)
{
    const QLatin1String pattern(rule.name);
    switch (rule.match) {
    case Match::Exact:
        return name == pattern;
    case Match::Prefix:
        return name.startsWith(pattern);
    case Match::Suffix:
        return name.endsWith(pattern);
    case Match::Contains:
        return name.contains(pattern);
    }
    return false;
}

} // namespace

FieldMeaning meaningOfHint(QStringView hint)
{
    for (const HintRule &rule : hints) {
        if (hint == QLatin1String(rule.hint))
            return rule.meaning;
    }
    return FieldMeaning::None;
}

FieldMeaning meaningOfName(QStringView name, FieldShape shape)
{
    for (const NameRule &rule : rules) {
        if ((rule.shapes & shapeBit(shape)) != 0 && fits(rule, name))
            return rule.meaning;
    }
    return FieldMeaning::None;
}

FieldMeaning meaningByHelp(FieldMeaning byName, QStringView name, QStringView help)
{
    const auto says = [help](std::initializer_list<const char *> words) {
        return std::any_of(words.begin(), words.end(), [help](const char *word) {
            return help.contains(QLatin1String(word), Qt::CaseInsensitive);
        });
    };
    if (byName == FieldMeaning::Model3d && name == QLatin1String("model_url"))
        return says({"3D", "mesh"}) ? byName : FieldMeaning::None;
    if (byName == FieldMeaning::None && name == QLatin1String("url"))
        return says({"media", "file", "image", "video", "audio"}) ? FieldMeaning::File : byName;
    return byName;
}

bool isProseName(QStringView name)
{
    for (const char *ending : {"prompt", "instructions", "instruction", "description", "transcript",
                               "_content", "caption", "text_input", "scene"}) {
        if (name.endsWith(QLatin1String(ending)))
            return true;
    }
    return false;
}

std::optional<MediaKind> mediaKindOf(FieldMeaning meaning)
{
    switch (meaning) {
    case FieldMeaning::Image:
    case FieldMeaning::EndImage:
    case FieldMeaning::References:
    case FieldMeaning::Mask:
    case FieldMeaning::OtherImage:
        return MediaKind::Image;
    case FieldMeaning::Video:
        return MediaKind::Video;
    case FieldMeaning::Audio:
        return MediaKind::Audio;
    case FieldMeaning::Model3d:
        return MediaKind::Model3d;
    case FieldMeaning::Archive:
    case FieldMeaning::File:
        return MediaKind::Other;
    default:
        return std::nullopt;
    }
}

bool belongsInMainForm(FieldMeaning meaning)
{
    switch (meaning) {
    case FieldMeaning::Prompt:
    case FieldMeaning::Script:
    case FieldMeaning::Lyrics:
    case FieldMeaning::Size:
    case FieldMeaning::AspectRatio:
    case FieldMeaning::Resolution:
    case FieldMeaning::Duration:
    case FieldMeaning::Seed:
    case FieldMeaning::Count:
    case FieldMeaning::Voice:
    case FieldMeaning::Loras:
    case FieldMeaning::Points:
    case FieldMeaning::Path:
    case FieldMeaning::Paths:
    case FieldMeaning::Boxes:
    case FieldMeaning::KeyPoints:
    case FieldMeaning::Messages:
        return true;
    default:
        return mediaKindOf(meaning).has_value();
    }
}

} // namespace peregrine
